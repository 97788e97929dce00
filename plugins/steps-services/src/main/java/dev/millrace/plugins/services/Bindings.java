package dev.millrace.plugins.services;

import static dev.millrace.api.step.Parameter.Type.INTEGER;
import static dev.millrace.api.step.Parameter.Type.TEXT;

import dev.millrace.api.step.SymbolDescriptor;
import dev.millrace.api.step.SymbolDescriptorBuilder;
import java.util.List;

/** What {@code withCredentials} binds to variables. */
final class Bindings {
    private Bindings() {}

    static List<SymbolDescriptor> all() {
        return List.of(
                named("string", "StringBinding")
                        .summary("A secret text, in a variable.")
                        .required("variable", TEXT, "Variable that gets the text.")
                        .example(lend("string(credentialsId: 'token', variable: 'TOKEN')"))
                        .build(),
                named("usernamePassword", "UsernamePasswordMultiBinding")
                        .summary("A name and a password, in two variables.")
                        .required("usernameVariable", TEXT, "Variable that gets the name.")
                        .required("passwordVariable", TEXT, "Variable that gets the password.")
                        .example(lend("usernamePassword(credentialsId: 'registry', usernameVariable: 'NAME', "
                                + "passwordVariable: 'PASSWORD')"))
                        .build(),
                named("usernameColonPassword", "UsernamePasswordBinding")
                        .summary("A name and a password, as NAME:PASSWORD in one variable.")
                        .required("variable", TEXT, "Variable that gets both.")
                        .example(lend("usernameColonPassword(credentialsId: 'registry', variable: 'LOGIN')"))
                        .build(),
                named("file", "FileBinding")
                        .summary("A secret file.")
                        .required("variable", TEXT, "Variable that gets its path.")
                        .example(lend("file(credentialsId: 'settings', variable: 'SETTINGS')"))
                        .build(),
                named("zip", "ZipFileBinding")
                        .summary("A secret archive, unpacked.")
                        .required("variable", TEXT, "Variable that gets the directory's path.")
                        .example(lend("zip(credentialsId: 'keys', variable: 'KEYS')"))
                        .build(),
                named("sshUserPrivateKey", "SSHUserPrivateKeyBinding")
                        .summary("A private key, as a file.")
                        .required("keyFileVariable", TEXT, "Variable that gets the file's path.")
                        .optional("usernameVariable", TEXT, "Variable that gets the user's name.")
                        .optional("passphraseVariable", TEXT, "Variable that gets the passphrase.")
                        .example(lend("sshUserPrivateKey(credentialsId: 'deploy-key', keyFileVariable: 'KEY')"))
                        .build(),
                named("certificate", "CertificateMultiBinding")
                        .summary("A certificate with its key, as a key store.")
                        .required("keystoreVariable", TEXT, "Variable that gets the file's path.")
                        .optional("passwordVariable", TEXT, "Variable that gets the password.")
                        .optional("aliasVariable", TEXT, "Variable that gets the alias.")
                        .example(lend("certificate(credentialsId: 'client', keystoreVariable: 'STORE')"))
                        .build(),
                named("dockerCert", "DockerServerCredentialsBinding")
                        .summary("A Docker client's certificates.")
                        .required("variable", TEXT, "Variable that gets the directory's path.")
                        .example(lend("dockerCert(credentialsId: 'docker', variable: 'DOCKER_CERT_PATH')"))
                        .build(),
                named("gitUsernamePassword", "GitUsernamePasswordBinding")
                        .summary("A name and a password that git uses by itself.")
                        .optional("gitToolName", TEXT, "Name of the git installation.")
                        .example(lend("gitUsernamePassword(credentialsId: 'git')"))
                        .build(),
                named("aws", "AmazonWebServicesCredentialsBinding")
                        .summary("An account of AWS, in two variables.")
                        .optional("accessKeyVariable", TEXT, "Variable that gets the key's id.")
                        .optional("secretKeyVariable", TEXT, "Variable that gets the key.")
                        .optional("roleArn", TEXT, "Role that is taken on.")
                        .optional("roleSessionName", TEXT, "Name of the session.")
                        .optional("roleSessionDurationSeconds", INTEGER, "Seconds that the session lasts.")
                        .example(lend("aws(credentialsId: 'aws', accessKeyVariable: 'AWS_ACCESS_KEY_ID')"))
                        .build(),
                named("vaultString", "VaultStringCredentialBinding")
                        .summary("A secret text of a vault.")
                        .optional("variable", TEXT, "Variable that gets the text.")
                        .example(lend("vaultString(credentialsId: 'vault-token', variable: 'TOKEN')"))
                        .build());
    }

    private static String lend(String binding) {
        return "withCredentials([" + binding + "]) {\n    sh './publish'\n}";
    }

    private static SymbolDescriptorBuilder named(String name, String type) {
        return SymbolDescriptor.named(name)
                .kind("binding of credentials")
                .type(type)
                .provider("a provider of credentials")
                .required("credentialsId", TEXT, "Id of the credentials.");
    }
}
