package dev.millrace.plugins.services;

import static dev.millrace.api.step.Parameter.Type.INTEGER;
import static dev.millrace.api.step.Parameter.Type.LIST;
import static dev.millrace.api.step.Parameter.Type.MAP;
import static dev.millrace.api.step.Parameter.Type.TEXT;
import static dev.millrace.api.step.Parameter.Type.TRUTH;

import dev.millrace.api.step.Step;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.api.step.StepDescriptor.Category;
import dev.millrace.api.step.StepDescriptorBuilder;
import java.util.List;

/** Requests to other systems, clouds and version control. */
final class Network {
    private static final String AWS = "a provider of AWS";

    private Network() {}

    static List<Step> all() {
        return List.of(
                Waiting.step(
                        named("httpRequest", "a provider of HTTP requests")
                                .category(Category.NOTIFICATION)
                                .symbol("HttpRequest")
                                .summary("Sends an HTTP request and gives status, content and headers.")
                                .positional("url", TEXT, "Address.")
                                .optional("httpMode", TEXT, "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS.")
                                .optional("requestBody", TEXT, "Body of the request.")
                                .optional("contentType", TEXT, "APPLICATION_JSON, TEXT_PLAIN, ...")
                                .optional("acceptType", TEXT, "APPLICATION_JSON, TEXT_PLAIN, ...")
                                .optional("customHeaders", LIST, "Maps with name, value and maskValue.")
                                .optional("authentication", TEXT, "Id of the credentials.")
                                .optional("validResponseCodes", TEXT, "Ranges of codes that are a success.")
                                .optional("validResponseContent", TEXT, "Text that must be in the answer.")
                                .optional("outputFile", TEXT, "File that takes the answer.")
                                .optional("uploadFile", TEXT, "File that is sent.")
                                .optional("formData", LIST, "Parts of a form.")
                                .optional("multipartName", TEXT, "Name of the file in the form.")
                                .optional("wrapAsMultipart", TRUTH, true, "Sends the file as a form.")
                                .optional("responseHandle", TEXT, "NONE, STRING, LEAVE_OPEN.")
                                .optional("timeout", INTEGER, 0, "Seconds to wait.")
                                .optional("consoleLogResponseBody", TRUTH, false, "Writes the answer to the log.")
                                .optional("quiet", TRUTH, false, "Writes nothing to the log.")
                                .optional("ignoreSslErrors", TRUTH, false, "Accepts any certificate.")
                                .optional("httpProxy", TEXT, "Proxy.")
                                .optional("proxyAuthentication", TEXT, "Id of the proxy's credentials.")
                                .optional("useSystemProperties", TRUTH, false, "Accepted.")
                                .optional("useNtlm", TRUTH, false, "Accepted.")
                                .optional("passBuildParameters", TRUTH, false, "Accepted.")
                                .example(
                                        "def answer = httpRequest url: 'https://example.org/api', acceptType: 'APPLICATION_JSON'")),
                Waiting.step(named("svn", "a provider of Subversion")
                        .category(Category.SCM)
                        .summary("Checks out from Subversion.")
                        .positional("url", TEXT, "Address, with @revision if one is meant.")
                        .optional("changelog", TRUTH, true, "Lists the changes.")
                        .optional("poll", TRUTH, true, "Looks for changes later.")
                        .example("svn 'https://svn.example.org/trunk'")),
                Waiting.block(named("withAWS", AWS)
                        .category(Category.CREDENTIALS)
                        .summary("Gives its body an AWS region and account.")
                        .optional("region", TEXT, "Region.")
                        .optional("credentials", TEXT, "Id of the credentials.")
                        .optional("profile", TEXT, "Profile.")
                        .optional("role", TEXT, "Role that is taken on.")
                        .optional("roleAccount", TEXT, "Account of the role.")
                        .optional("roleSessionName", TEXT, "Name of the session.")
                        .optional("externalId", TEXT, "External id of the role.")
                        .optional("policy", TEXT, "Policy of the session.")
                        .optional("duration", INTEGER, "Seconds that the session lasts.")
                        .optional("federatedUserId", TEXT, "Federated user.")
                        .optional("endpointUrl", TEXT, "Address of the service.")
                        .optional("useNode", TRUTH, false, "Uses the agent's account.")
                        .optional("samlAssertion", TEXT, "SAML assertion.")
                        .optional("principalArn", TEXT, "SAML principal.")
                        .example("withAWS(region: 'eu-central-1', credentials: 'aws') {\n    sh 'aws s3 ls'\n}")),
                Waiting.step(named("s3Upload", AWS)
                        .summary("Uploads files to S3.")
                        .optional("bucket", TEXT, "Bucket.")
                        .optional("file", TEXT, "File or directory.")
                        .optional("path", TEXT, "Where it goes.")
                        .optional("text", TEXT, "Text that is uploaded.")
                        .optional("includePathPattern", TEXT, "Files below workingDir.")
                        .optional("excludePathPattern", TEXT, "Files that are left out.")
                        .optional("workingDir", TEXT, "Where the patterns start.")
                        .optional("acl", TEXT, "Who may read it.")
                        .optional("metadatas", LIST, "Metadata.")
                        .optional("tags", TEXT, "Tags.")
                        .optional("cacheControl", TEXT, "How long it may be cached.")
                        .optional("contentType", TEXT, "Type of the content.")
                        .optional("contentEncoding", TEXT, "Encoding of the content.")
                        .optional("contentDisposition", TEXT, "How browsers show it.")
                        .optional("kmsId", TEXT, "Key for encryption.")
                        .optional("sseAlgorithm", TEXT, "Encryption.")
                        .optional("redirectLocation", TEXT, "Where it leads to.")
                        .optional("pathStyleAccessEnabled", TRUTH, false, "Bucket in the path.")
                        .optional("payloadSigningEnabled", TRUTH, false, "Signs the content.")
                        .optional("verbose", TRUTH, true, "Lists the files.")
                        .optional("entries", LIST, "As of the S3 publisher: maps with sourceFile and bucket.")
                        .optional("profileName", TEXT, "As of the S3 publisher: its profile.")
                        .optional("userMetadata", LIST, "As of the S3 publisher.")
                        .optional("consoleLogLevel", TEXT, "As of the S3 publisher.")
                        .optional("pluginFailureResultConstraint", TEXT, "As of the S3 publisher.")
                        .optional("dontWaitForConcurrentBuildCompletion", TRUTH, false, "As of the S3 publisher.")
                        .optional("dontSetBuildResultOnFailure", TRUTH, false, "As of the S3 publisher.")
                        .example("s3Upload bucket: 'releases', file: 'app.zip'")),
                Waiting.step(named("s3Download", AWS)
                        .summary("Downloads files from S3.")
                        .required("bucket", TEXT, "Bucket.")
                        .required("file", TEXT, "Where it goes.")
                        .optional("path", TEXT, "What is downloaded.")
                        .optional("force", TRUTH, false, "Replaces what is there.")
                        .optional("pathStyleAccessEnabled", TRUTH, false, "Bucket in the path.")
                        .optional("payloadSigningEnabled", TRUTH, false, "Signs the content.")
                        .example("s3Download bucket: 'releases', path: 'app.zip', file: 'app.zip'")),
                Waiting.step(
                        named("googleStorageUpload", "a provider of Google Cloud")
                                .summary("Uploads files to Google Cloud Storage.")
                                .required("credentialsId", TEXT, "Id of the credentials.")
                                .required("bucket", TEXT, "Address: gs://bucket/path.")
                                .required("pattern", TEXT, "Files.")
                                .optional("sharedPublicly", TRUTH, false, "Everybody may read them.")
                                .optional("pathPrefix", TEXT, "Cut off the files' names.")
                                .optional("showInline", TRUTH, false, "Browsers show them.")
                                .optional("metadata", MAP, "Metadata.")
                                .example(
                                        "googleStorageUpload credentialsId: 'gcs', bucket: 'gs://releases', pattern: '*.zip'")));
    }

    private static StepDescriptorBuilder named(String name, String provider) {
        return StepDescriptor.named(name).provider(provider);
    }
}
