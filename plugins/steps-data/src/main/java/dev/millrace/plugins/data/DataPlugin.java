package dev.millrace.plugins.data;

import dev.millrace.api.Contributions;
import dev.millrace.api.Plugin;
import dev.millrace.api.PluginServices;

/** Brings the steps that read and write data. Holds nothing. */
public final class DataPlugin implements Plugin {
    /** For {@link java.util.ServiceLoader}. */
    public DataPlugin() {}

    @Override
    public Contributions start(PluginServices services) {
        return Contributions.ofSteps(
                new ReadJsonStep(),
                new WriteJsonStep(),
                new ReadYamlStep(),
                new WriteYamlStep(),
                new ReadTomlStep(),
                new ReadPropertiesStep(),
                new ReadCsvStep(),
                new WriteCsvStep(),
                new ReadManifestStep(),
                new ReadMavenPomStep(),
                new WriteMavenPomStep(),
                new CompareVersionsStep());
    }
}
