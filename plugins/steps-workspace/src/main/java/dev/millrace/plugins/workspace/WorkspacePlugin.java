package dev.millrace.plugins.workspace;

import dev.millrace.api.Contributions;
import dev.millrace.api.Plugin;
import dev.millrace.api.PluginServices;
import dev.millrace.api.workspace.DigestAlgorithm;

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
                new FindFilesStep(),
                new TouchStep(),
                new PrependToFileStep(),
                PackStep.zip(),
                UnpackStep.zip(),
                PackStep.tar(),
                UnpackStep.tar(),
                new DigestStep(DigestAlgorithm.MD5),
                new DigestStep(DigestAlgorithm.SHA1),
                new DigestStep(DigestAlgorithm.SHA256),
                new VerifyDigestStep(DigestAlgorithm.MD5),
                new VerifyDigestStep(DigestAlgorithm.SHA1),
                new VerifyDigestStep(DigestAlgorithm.SHA256),
                new FingerprintStep(),
                new CleanWsStep(),
                new CheckpointStep(),
                new ArchiveStep(),
                new StashStep(),
                new UnstashStep(),
                new ArchiveArtifactsStep(),
                new UnarchiveStep(),
                new JUnitStep());
    }
}
