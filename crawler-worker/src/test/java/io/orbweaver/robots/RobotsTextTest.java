package io.orbweaver.robots;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.url.Url;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The clauses of RFC 9309 section 2.2, one row a fact: clause, file (¶ is LF, ␍ is CR), robot, path, allowed. The
 * facts are those that the tests of google/robotstxt hold for the protocol itself, and some of our own.
 *
 * <p>Left out of those of that suite that it calls its own: a missing path or robot name, which cannot be asked here; a
 * pattern ending in index.html that also stands for its directory; lines cut at 16,664 bytes. One fact it counts as the
 * protocol's differs: it compares an encoded unreserved character literally, section 2.2.2 wants it decoded.
 */
class RobotsTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "2.1 colon                | user-agent: FooBot¶disallow: /                    | FooBot | /x/y | false",
                "2.1 other names          | foo: FooBot¶bar: /                                | FooBot | /x/y | true",
                "missing colon, lenient   | user-agent FooBot¶disallow /                      | FooBot | /x/y | false",
                "2.1 names in any case    | USER-AGENT: FooBot¶ALLOW: /x/¶DISALLOW: /         | FooBot | /x/y | true",
                "2.1 names in any case    | USER-AGENT: FooBot¶ALLOW: /x/¶DISALLOW: /         | FooBot | /a/b | false",
                "2.1 names in any case    | uSeR-aGeNt: FooBot¶AlLoW: /x/¶dIsAlLoW: /         | FooBot | /x/y | true",
                "2.1 names in any case    | uSeR-aGeNt: FooBot¶AlLoW: /x/¶dIsAlLoW: /         | FooBot | /a/b | false",
                "2.2 empty file           | ``                                                | FooBot | /x   | true",
                "2.2 LF                   | user-agent: foo¶allow: /a¶user-agent: bar¶¶¶disallow: / | bar | /a  | false",
                "2.2 CR                   | user-agent: foo␍allow: /a␍user-agent: bar␍␍disallow: / | bar | /a | false",
                "2.2 mixed line ends      | user-agent: foo␍¶allow: /a␍¶user-agent: bar␍␍¶disallow: / | bar | /a | false",
                "2.2.1 robot in any case  | User-Agent: FOOBOT¶Disallow: /                    | foobot | /x   | false",
                "2.2.1 robot in any case  | User-Agent: foobot¶Disallow: /                    | FooBot | /x   | false",
                "2.2.1 up to a space      | User-Agent: FOO BAR¶Allow: /x/¶Disallow: /        | Foo    | /x/y | true",
                "2.2.1 up to a space      | User-Agent: FoO bAr¶Allow: /x/¶Disallow: /        | foo    | /a/b | false",
                "2.2.1 up to a space      | User-Agent: *¶Disallow: /¶User-Agent: Foo Bar¶Allow: /x/¶Disallow: / | Foo | /x/y | true",
                "2.2.1 with version       | User-Agent: FooBot/2.1¶Disallow: /                | FooBot | /x   | false",
                "2.2.1 whole names        | User-Agent: Foo¶Disallow: /                       | FooBot | /x   | true",
                "2.2.1 whole names        | User-Agent: FooBot-News¶Disallow: /               | FooBot | /x   | true",
                "2.2.1 star is second     | user-agent: *¶allow: /¶user-agent: FooBot¶disallow: / | FooBot | /x/y | false",
                "2.2.1 star is second     | user-agent: *¶disallow: /¶user-agent: FooBot¶disallow: | FooBot | /x/y | true",
                "2.2.1 star is second     | user-agent: *¶allow: /¶user-agent: FooBot¶disallow: / | BarBot | /x/y | true",
                "2.2.1 star is second     | user-agent: FooBot¶disallow: /a¶user-agent: *¶disallow: / | FooBot | /x | true",
                "2.2.1 no group           | user-agent: FooBot¶allow: /¶user-agent: BarBot¶disallow: / | QuxBot | /x/y | true",
                "2.2.1 groups merge       | user-agent: FooBot¶disallow: /a¶user-agent: BarBot¶disallow: /b¶user-agent: foobot¶disallow: /c | FooBot | /c | false",
                "2.2.1 groups merge       | user-agent: FooBot¶disallow: /a¶user-agent: BarBot¶disallow: /b¶user-agent: foobot¶disallow: /c | FooBot | /b | true",
                "2.2.1 names share rules  | user-agent: FooBot¶user-agent: BarBot¶disallow: / | FooBot | /x   | false",
                "2.2.1 star beside a name | user-agent: *¶user-agent: FooBot¶disallow: /      | QuxBot | /x   | false",
                "2.2.2 case counts        | user-agent: FooBot¶disallow: /x/                  | FooBot | /x/y | false",
                "2.2.2 case counts        | user-agent: FooBot¶disallow: /X/                  | FooBot | /x/y | true",
                "2.2.2 longest            | user-agent: FooBot¶disallow: /x/page.html¶allow: /x/ | FooBot | /x/page.html | false",
                "2.2.2 longest            | user-agent: FooBot¶allow: /x/page.html¶disallow: /x/ | FooBot | /x/page.html | true",
                "2.2.2 longest            | user-agent: FooBot¶allow: /x/page.html¶disallow: /x/ | FooBot | /x/  | false",
                "2.2.2 empty rules        | user-agent: FooBot¶disallow:¶allow:               | FooBot | /x   | true",
                "2.2.2 empty rules        | user-agent: FooBot¶disallow: /¶disallow:          | FooBot | /x   | false",
                "2.2.2 allow wins ties    | user-agent: FooBot¶disallow: /¶allow: /           | FooBot | /x   | true",
                "2.2.2 allow wins ties    | user-agent: FooBot¶disallow: /x/page.html¶allow: /x/page.html | FooBot | /x/page.html | true",
                "2.2.2 allow wins ties    | user-agent: FooBot¶disallow: /*x¶allow: /ax       | FooBot | /ax  | true",
                "2.2.2 allow wins ties    | user-agent: FooBot¶allow: /*x¶disallow: /ax       | FooBot | /ax  | true",
                "2.2.2 longest            | user-agent: FooBot¶disallow: /x¶allow: /x/        | FooBot | /x   | false",
                "2.2.2 longest            | user-agent: FooBot¶disallow: /x¶allow: /x/        | FooBot | /x/  | true",
                "2.2.2 longest            | user-agent: FooBot¶allow: /page¶disallow: /*.html | FooBot | /page.html | false",
                "2.2.2 longest            | user-agent: FooBot¶allow: /page¶disallow: /*.html | FooBot | /page | true",
                "2.2.2 longest            | user-agent: FooBot¶allow: /x/page.¶disallow: /*.html | FooBot | /x/page.html | true",
                "2.2.2 longest            | user-agent: FooBot¶allow: /x/page.¶disallow: /*.html | FooBot | /x/y.html | false",
                "2.2.2 own group only     | User-agent: *¶Disallow: /x/¶User-agent: FooBot¶Disallow: /y/ | FooBot | /x/page | true",
                "2.2.2 own group only     | User-agent: *¶Disallow: /x/¶User-agent: FooBot¶Disallow: /y/ | FooBot | /y/page | false",
                "2.2.2 query              | User-agent: FooBot¶Disallow: /¶Allow: /foo/bar?qux=taz&baz=http://foo.bar?tar&par | FooBot | /foo/bar?qux=taz&baz=http://foo.bar?tar&par | true",
                "2.2.2 encoding           | User-agent: FooBot¶Disallow: /¶Allow: /foo/bar/ツ | FooBot | /foo/bar/%E3%83%84 | true",
                "2.2.2 encoding           | User-agent: FooBot¶Disallow: /¶Allow: /foo/bar/%E3%83%84 | FooBot | /foo/bar/%E3%83%84 | true",
                "2.2.2 encoding           | User-agent: FooBot¶Disallow: /¶Allow: /%e3%83%84  | FooBot | /%E3%83%84 | true",
                "2.2.2 unreserved         | User-agent: FooBot¶Disallow: /¶Allow: /%62%61%7A  | FooBot | /baz | true",
                "2.2.2 unreserved         | User-agent: FooBot¶Disallow: /¶Allow: /%62%61%7A  | FooBot | /%62%61%7a | true",
                "2.2.2 unreserved         | User-agent: FooBot¶Disallow: /baz                 | FooBot | /%62az | false",
                "2.2.2 reserved           | User-agent: FooBot¶Disallow: /a%2Fb               | FooBot | /a/b | true",
                "2.2.2 reserved           | User-agent: FooBot¶Disallow: /a/b                 | FooBot | /a%2Fb | true",
                "2.2.2 /robots.txt        | User-agent: FooBot¶Disallow: /                    | FooBot | /robots.txt | true",
                "2.2.3 star               | User-agent: FooBot¶Disallow: /foo/bar/quz¶Allow: /foo/*/qux | FooBot | /foo/bar/quz | false",
                "2.2.3 star               | User-agent: FooBot¶Disallow: /foo/bar/quz¶Allow: /foo/*/qux | FooBot | /foo//quz | true",
                "2.2.3 end                | User-agent: FooBot¶Disallow: /foo/bar$¶Allow: /foo/bar/qux | FooBot | /foo/bar | false",
                "2.2.3 end                | User-agent: FooBot¶Disallow: /foo/bar$¶Allow: /foo/bar/qux | FooBot | /foo/bar/ | true",
                "2.2.3 comment            | User-agent: FooBot¶# Disallow: /¶Disallow: /foo/quz#qux¶Allow: / | FooBot | /foo/bar | true",
                "2.2.3 comment            | User-agent: FooBot¶# Disallow: /¶Disallow: /foo/quz#qux¶Allow: / | FooBot | /foo/quz | false",
                "2.2.3 end, again later   | User-agent: FooBot¶Disallow: /*.php$              | FooBot | /a.php.php | false",
                "2.2.3 end, again later   | User-agent: FooBot¶Disallow: /a*b$                | FooBot | /abab | false",
                "2.2.3 encoded specials   | User-agent: FooBot¶Disallow: /a%2Ab               | FooBot | /a*b  | false",
                "2.2.3 encoded specials   | User-agent: FooBot¶Disallow: /a%2Ab               | FooBot | /axb  | true",
                "2.2.3 encoded specials   | User-agent: FooBot¶Disallow: /a%24                | FooBot | /a$b  | false",
                "2.2.3 encoded specials   | User-agent: FooBot¶Disallow: /a%24                | FooBot | /ab   | true",
                "2.2.3 dollar inside      | User-agent: FooBot¶Disallow: /a$b                 | FooBot | /a$bc | false",
                "2.2.3 star in front      | User-agent: FooBot¶Disallow: *.gif$               | FooBot | /a/b.gif | false",
                "2.2.4 others are skipped | User-agent: FooBot¶Sitemap: http://s.test/¶User-agent: BarBot¶Disallow: / | FooBot | /x | false",
                "2.2.4 others are skipped | User-agent: FooBot¶Crawl-delay: 3¶User-agent: BarBot¶Disallow: / | FooBot | /x | false",
                "no path                  | User-agent: FooBot¶Disallow: x                    | FooBot | /x   | true",
                "HTML is no robots.txt    | <html><body>User-agent: FooBot<br>¶Disallow: /    | FooBot | /x   | true",
                "bracket in a path        | User-agent: FooBot¶Disallow: /<b>                 | FooBot | /%3Cb%3Ex | false",
                "not encoded, still valid | User-agent: FooBot¶Disallow: /private             | FooBot | `/private|a[1]^` | false",
                "broken escape            | User-agent: FooBot¶Disallow: /a%zz                | FooBot | /a%zz | false",
            })
    void rule_decides(String clause, String file, String robot, String path, boolean allowed) {
        assertThat(clause).isNotEmpty();
        byte[] body = file.replace('¶', '\n').replace('␍', '\r').getBytes(StandardCharsets.UTF_8);
        RobotsRules rules = RobotsText.parse(body, robot);
        assertThat(rules.allows(Url.of(false, "foo.bar", 80, path))).isEqualTo(allowed);
    }
}
