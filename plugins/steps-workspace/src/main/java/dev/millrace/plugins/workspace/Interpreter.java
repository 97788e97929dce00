package dev.millrace.plugins.workspace;

import dev.millrace.api.step.StepException;
import dev.millrace.api.workspace.ProcessSpec;
import java.nio.charset.StandardCharsets;

/** What runs a script, and how. */
enum Interpreter {
    SH("sh", "Runs a shell script.", "sh 'make -j4'") {
        @Override
        ProcessSpec.Builder command(String script, boolean unix) {
            var line = FirstLine.of(script);
            var command = line.interpreter().isEmpty()
                    ? ProcessSpec.of("sh", "-xe")
                    : ProcessSpec.of(line.interpreter().toArray(String[]::new));
            return command.attachment("script.sh", utf8(script));
        }
    },
    BAT("bat", "Runs a batch script. Only on Windows agents.", "bat 'nmake all'") {
        @Override
        ProcessSpec.Builder command(String script, boolean unix) throws StepException {
            if (unix) {
                throw new StepException("wrong-platform", "Batch scripts can only be run on Windows nodes");
            }
            return ProcessSpec.of("cmd", "/c", "call").attachment("script.bat", utf8(windowsLines(script)));
        }
    },
    POWERSHELL("powershell", "Runs a script in Windows PowerShell.", "powershell 'Get-ChildItem -Recurse'") {
        @Override
        ProcessSpec.Builder command(String script, boolean unix) {
            return powerShell("powershell", script, unix);
        }
    },
    PWSH("pwsh", "Runs a script in PowerShell 6 or newer.", "pwsh 'Write-Output $PSVersionTable'") {
        @Override
        ProcessSpec.Builder command(String script, boolean unix) {
            return powerShell("pwsh", script, unix);
        }
    };

    private final String step;
    private final String summary;
    private final String example;

    Interpreter(String step, String summary, String example) {
        this.step = step;
        this.summary = summary;
        this.example = example;
    }

    /** The command with the script as attachment. Fails where the platform cannot run it. */
    abstract ProcessSpec.Builder command(String script, boolean unix) throws StepException;

    String step() {
        return step;
    }

    String summary() {
        return summary;
    }

    /** A call in pipeline code. */
    String example() {
        return example;
    }

    private static ProcessSpec.Builder powerShell(String program, String script, boolean unix) {
        // Windows PowerShell takes a file without a byte order mark for the ANSI code page.
        var text = unix ? script : "\uFEFF" + script;
        return ProcessSpec.of(
                        program, "-NoLogo", "-NoProfile", "-NonInteractive", "-ExecutionPolicy", "Bypass", "-File")
                .attachment("script.ps1", utf8(text));
    }

    private static String windowsLines(String script) {
        return script.replace("\r\n", "\n").replace("\n", "\r\n");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
