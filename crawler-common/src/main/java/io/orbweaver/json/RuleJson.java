package io.orbweaver.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orbweaver.config.PolitenessRule;
import io.orbweaver.config.Problem;
import io.orbweaver.config.RuleSettings;
import io.orbweaver.config.RuleSettings.Form;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON of a politeness rule: its domain, where it comes from, and the settings by the names of the configuration
 * file. What is read may be what was written. Any thread.
 */
public final class RuleJson {
    private static final String DOMAIN = "domain";
    private static final String SOURCE = "source";

    private RuleJson() {}

    /** Returns the rule as one JSON object; settings it says nothing about are left out. */
    public static String text(String domain, String source, PolitenessRule rule) {
        ObjectNode json = JsonDocument.newObject().put(DOMAIN, domain);
        Map<String, Form> forms = RuleSettings.forms();
        RuleSettings.write(rule).forEach((name, text) -> {
            switch (forms.getOrDefault(name, Form.TEXT)) {
                case TRUTH -> json.put(name, Boolean.parseBoolean(text));
                case NUMBER -> number(json, name, text);
                case TEXT -> json.put(name, text);
            }
        });
        return json.put(SOURCE, source).toString();
    }

    /**
     * Returns the JSON that asks for a rule with these settings. A text that is no number or truth value where one is
     * wanted, and a name that no setting has, go as they are: whoever reads them says so together with all else.
     */
    public static String request(Map<String, String> settings) {
        ObjectNode json = JsonDocument.newObject();
        Map<String, Form> forms = RuleSettings.forms();
        settings.forEach((name, text) -> {
            Form form = forms.getOrDefault(name, Form.TEXT);
            if (form == Form.TRUTH && text.matches("true|false")) {
                json.put(name, Boolean.parseBoolean(text));
            } else if (form == Form.NUMBER && text.matches("-?\\d{1,15}([.]\\d{1,15})?")) {
                number(json, name, text);
            } else {
                json.put(name, text);
            }
        });
        return json.toString();
    }

    private static void number(ObjectNode json, String name, String text) {
        if (text.contains(".")) {
            json.put(name, Double.parseDouble(text));
        } else {
            json.put(name, Long.parseLong(text));
        }
    }

    /** Reads the rule of a domain. */
    public static PolitenessRule read(String domain, byte[] body) throws InvalidJsonException {
        List<Problem> problems = new ArrayList<>();
        ObjectNode json = JsonDocument.object(body);
        Map<String, Form> forms = RuleSettings.forms();
        Fields fields = new Fields(json, "", problems);
        fields.allow(SOURCE);
        String named = fields.text(DOMAIN, text -> text, domain);
        if (!named.equals(domain)) {
            fields.refuse(DOMAIN, "is not the domain of the address, which is " + domain + ": leave it out");
        }
        Map<String, String> texts = new LinkedHashMap<>();
        forms.forEach((name, form) -> {
            fields.allow(name);
            JsonNode value = json.get(name);
            if (value != null && !value.isNull()) {
                if (fits(value, form)) {
                    texts.put(name, value.isNumber() ? value.decimalValue().toPlainString() : value.asText());
                } else {
                    fields.refuse(name, "is no " + noun(form));
                }
            }
        });
        fields.end();
        List<Problem> wrong = new ArrayList<>();
        PolitenessRule rule = RuleSettings.read(texts, wrong);
        wrong.forEach(problem -> problems.add(new Problem("/" + problem.path(), problem.detail())));
        if (texts.isEmpty() && problems.isEmpty()) {
            problems.add(new Problem("", "says nothing: write a setting such as \"delay\": \"5s\""));
        }
        if (!problems.isEmpty()) {
            throw new InvalidJsonException(problems);
        }
        return rule;
    }

    private static boolean fits(JsonNode value, Form form) {
        return switch (form) {
            case TRUTH -> value.isBoolean();
            case NUMBER -> value.isNumber();
            case TEXT -> value.isTextual() || value.isInt() && value.intValue() == 0;
        };
    }

    private static String noun(Form form) {
        return switch (form) {
            case TRUTH -> "truth value: write true or false";
            case NUMBER -> "number";
            case TEXT -> "text: write it in quotation marks";
        };
    }
}
