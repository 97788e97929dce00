package dev.millrace.plugins.workspace;

import dev.millrace.api.Contributions;
import dev.millrace.api.Plugin;
import dev.millrace.api.PluginServices;

/** Brings the steps that work in a workspace. Holds nothing. */
public final class WorkspacePlugin implements Plugin {
    /** For {@link java.util.ServiceLoader}. */
    public WorkspacePlugin() {}

    @Override
    public Contributions start(PluginServices services) {
        return Contributions.ofSteps(
                new ScriptStep(Interpreter.SH),
                new ScriptStep(Interpreter.BAT),
                new ScriptStep(Interpreter.POWERSHELL),
                new ScriptStep(Interpreter.PWSH),
                new DirStep(),
                new WriteFileStep(),
                new ReadFileStep(),
                new FileExistsStep(),
                new DeleteDirStep(),
                new StashStep(),
                new UnstashStep(),
                new ArchiveArtifactsStep(),
                new JUnitStep());
    }
}
