package dev.millrace.plugins.services;

import static dev.millrace.api.step.Parameter.Type.LIST;
import static dev.millrace.api.step.Parameter.Type.TEXT;
import static dev.millrace.api.step.Parameter.Type.TRUTH;

import dev.millrace.api.step.Step;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.api.step.StepDescriptor.Category;
import dev.millrace.api.step.StepDescriptorBuilder;
import java.util.List;

/** Mail. */
final class Mail {
    private Mail() {}

    static List<Step> all() {
        return List.of(
                Waiting.step(
                        named("mail")
                                .summary("Sends a mail.")
                                .required("subject", TEXT, "Subject.")
                                .required("body", TEXT, "Text.")
                                .optional("to", TEXT, "Addresses, separated by commas.")
                                .optional("cc", TEXT, "Addresses that get a copy.")
                                .optional("bcc", TEXT, "Addresses that get a hidden copy.")
                                .optional("from", TEXT, "Address of the sender.")
                                .optional("replyTo", TEXT, "Where answers go.")
                                .optional("mimeType", TEXT, "text/plain or text/html.")
                                .optional("charset", TEXT, "UTF-8 without.")
                                .example(
                                        "mail to: 'team@example.org', subject: \"Failed: ${env.JOB_NAME}\", body: env.BUILD_URL")),
                Waiting.step(named("Mailer")
                        .summary("Mails people when runs fail or are fixed.")
                        .required("recipients", TEXT, "Addresses, separated by spaces.")
                        .optional("notifyEveryUnstableBuild", TRUTH, false, "Mails each time.")
                        .optional("sendToIndividuals", TRUTH, false, "Mails those who broke it.")
                        .example("step([$class: 'Mailer', recipients: 'team@example.org'])")),
                Waiting.step(
                        named("emailext")
                                .symbol("ExtendedEmailPublisher")
                                .summary("Sends a mail with more choices.")
                                .required("subject", TEXT, "Subject.")
                                .required("body", TEXT, "Text.")
                                .optional("to", TEXT, "Addresses, separated by commas.")
                                .optional(
                                        "recipientProviders",
                                        LIST,
                                        "Who else: developers(), culprits(), requestor(), ...")
                                .optional("from", TEXT, "Address of the sender.")
                                .optional("replyTo", TEXT, "Where answers go.")
                                .optional("mimeType", TEXT, "text/plain or text/html.")
                                .optional("attachLog", TRUTH, false, "Attaches the log.")
                                .optional("compressLog", TRUTH, false, "Attaches it compressed.")
                                .optional("attachmentsPattern", TEXT, "Files that are attached.")
                                .optional(
                                        "presendScript",
                                        TEXT,
                                        "Not supported by any provider: write it in the pipeline.")
                                .optional(
                                        "postsendScript",
                                        TEXT,
                                        "Not supported by any provider: write it in the pipeline.")
                                .optional("saveOutput", TRUTH, false, "Keeps the mail in the workspace.")
                                .example(
                                        "emailext to: 'team@example.org', subject: 'Built', body: env.BUILD_URL, attachLog: true")),
                Waiting.step(named("emailextrecipients")
                        .summary("Gives the addresses of people who have to do with the run.")
                        .positional("recipientProviders", LIST, "Who: developers(), culprits(), requestor(), ...")
                        .example("def to = emailextrecipients([culprits(), requestor()])")));
    }

    private static StepDescriptorBuilder named(String name) {
        return StepDescriptor.named(name).category(Category.NOTIFICATION).provider("a mail server");
    }
}
