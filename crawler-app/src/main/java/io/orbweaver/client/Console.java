package io.orbweaver.client;

import io.orbweaver.app.Surroundings;
import io.orbweaver.terminal.Screen;
import io.orbweaver.terminal.Style;
import java.io.InputStream;
import java.io.PrintStream;

/**
 * What a command reads and writes.
 *
 * @param surroundings for what all commands of the program have in common
 * @param in what the user types or another program writes
 * @param terminal what the three streams are
 */
record Console(Surroundings surroundings, InputStream in, Terminal terminal) {

    /** What the streams of the process are; asked for when a command needs it, which takes some milliseconds. */
    interface Terminal {
        /** Whether somebody can be asked. */
        boolean in();

        /** Whether somebody reads standard output as it comes. */
        boolean out();

        Style outputStyle();

        Screen errorScreen();
    }

    static Console of(Surroundings surroundings) {
        return new Console(surroundings, System.in, new OfTheProcess(surroundings));
    }

    PrintStream out() {
        return surroundings.out();
    }

    PrintStream err() {
        return surroundings.err();
    }

    /** Says something beside what was asked for. */
    void say(String sentence) {
        err().println("orbweaver: " + sentence);
    }

    /** Returns how this program is called, for commands that are shown. */
    String command() {
        return surroundings.command();
    }

    private record OfTheProcess(Surroundings surroundings) implements Terminal {
        @Override
        public boolean in() {
            return Screen.inputIsTerminal();
        }

        @Override
        public boolean out() {
            return surroundings.out() == System.out && Screen.outputIsTerminal();
        }

        @Override
        public Style outputStyle() {
            return surroundings.outputStyle();
        }

        @Override
        public Screen errorScreen() {
            return surroundings.screen();
        }
    }
}
