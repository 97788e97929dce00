package dev.millrace.plugins.services;

import static dev.millrace.api.step.Parameter.Type.ANY;
import static dev.millrace.api.step.Parameter.Type.LIST;
import static dev.millrace.api.step.Parameter.Type.TEXT;
import static dev.millrace.api.step.Parameter.Type.TRUTH;

import dev.millrace.api.step.Step;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.api.step.StepDescriptor.Category;
import dev.millrace.api.step.StepDescriptorBuilder;
import java.util.List;

/** Messages to rooms and channels. */
final class Chat {
    private Chat() {}

    static List<Step> all() {
        return List.of(
                Waiting.step(named("slackSend")
                        .symbol("SlackNotifier")
                        .summary("Sends a message to Slack.")
                        .optionalPositional("message", TEXT, "The message.")
                        .optional("channel", TEXT, "Channels or people, separated by commas.")
                        .optional("color", TEXT, "good, warning, danger or a colour such as #439FE0.")
                        .optional("attachments", ANY, "Attachments, as list or JSON.")
                        .optional("blocks", ANY, "Blocks, as list or JSON.")
                        .optional("teamDomain", TEXT, "Name of the workspace.")
                        .optional("token", TEXT, "Token; use tokenCredentialId.")
                        .optional("tokenCredentialId", TEXT, "Id of the token's credentials.")
                        .optional("botUser", TRUTH, false, "The token is that of a bot.")
                        .optional("baseUrl", TEXT, "Address of a service that takes the same messages.")
                        .optional("failOnError", TRUTH, false, "Fails the step when the message cannot be sent.")
                        .optional("notifyCommitters", TRUTH, false, "Names who committed.")
                        .optional("replyBroadcast", TRUTH, false, "Shows a reply in the channel too.")
                        .optional("timestamp", TEXT, "Message that this one replaces.")
                        .optional("username", TEXT, "Name of the sender.")
                        .optional("iconEmoji", TEXT, "Picture of the sender.")
                        .optional("sendAsText", TRUTH, false, "As text, not as attachment.")
                        .example("slackSend channel: '#builds', color: 'good', message: \"Built ${env.BUILD_TAG}\"")),
                Waiting.step(named("slackUploadFile")
                        .summary("Uploads files to Slack.")
                        .positional("filePath", TEXT, "Pattern of the files.")
                        .optional("channel", TEXT, "Channels, separated by commas.")
                        .optional("credentialId", TEXT, "Id of the token's credentials.")
                        .optional("initialComment", TEXT, "Message beside the files.")
                        .optional("failOnError", TRUTH, false, "Fails the step when they cannot be sent.")
                        .example("slackUploadFile filePath: 'report.pdf', channel: '#builds'")),
                Waiting.step(named("hipchatSend")
                        .symbol("HipChatNotifier")
                        .summary("Sends a message to HipChat.")
                        .positional("message", TEXT, "The message.")
                        .optional("color", TEXT, "Colour of the message.")
                        .optional("room", TEXT, "Room.")
                        .optional("notify", TRUTH, false, "Alerts people.")
                        .optional("textFormat", TRUTH, false, "As text.")
                        .optional("server", TEXT, "Address of the server.")
                        .optional("token", TEXT, "Token.")
                        .optional("credentialId", TEXT, "Id of the token's credentials.")
                        .optional("credentialsId", TEXT, "Id of the token's credentials.")
                        .optional("sendAs", TEXT, "Name of the sender.")
                        .optional("v2enabled", TRUTH, false, "Version 2 of the interface.")
                        .optional("failOnError", TRUTH, false, "Fails the step when the message cannot be sent.")
                        .example("hipchatSend color: 'GREEN', room: 'builds', message: 'Built'")),
                Waiting.step(named("mattermostSend")
                        .summary("Sends a message to Mattermost.")
                        .optionalPositional("message", TEXT, "The message.")
                        .optional("channel", TEXT, "Channel.")
                        .optional("color", TEXT, "good, warning, danger or a colour.")
                        .optional("endpoint", TEXT, "Address of the hook.")
                        .optional("icon", TEXT, "Picture of the sender.")
                        .optional("text", TEXT, "Text above the message.")
                        .optional("failOnError", TRUTH, false, "Fails the step when the message cannot be sent.")
                        .example("mattermostSend channel: 'builds', message: 'Built'")),
                Waiting.step(named("rocketSend")
                        .summary("Sends a message to Rocket.Chat.")
                        .positional("message", TEXT, "The message.")
                        .optional("channel", TEXT, "Channel.")
                        .optional("attachments", LIST, "Attachments.")
                        .optional("avatar", TEXT, "Picture of the sender.")
                        .optional("emoji", TEXT, "Picture of the sender.")
                        .optional("color", TEXT, "Colour.")
                        .optional("rawMessage", TRUTH, false, "Sends it as it is.")
                        .optional("serverUrl", TEXT, "Address of the server.")
                        .optional("trustSSL", TRUTH, false, "Accepts any certificate.")
                        .optional("webhookToken", TEXT, "Token.")
                        .optional("webhookTokenCredentialId", TEXT, "Id of the token's credentials.")
                        .optional("failOnError", TRUTH, false, "Fails the step when the message cannot be sent.")
                        .example("rocketSend channel: 'builds', message: 'Built'")),
                Waiting.step(named("discordSend")
                        .summary("Sends a message to Discord.")
                        .required("webhookURL", TEXT, "Address of the hook.")
                        .optional("title", TEXT, "Title.")
                        .optional("description", TEXT, "The message.")
                        .optional("link", TEXT, "Where the title leads to.")
                        .optional("footer", TEXT, "Text below.")
                        .optional("image", TEXT, "Address of a picture.")
                        .optional("thumbnail", TEXT, "Address of a small picture.")
                        .optional("result", TEXT, "Result, which gives the colour.")
                        .optional("successful", TRUTH, false, "Accepted.")
                        .optional("unstable", TRUTH, false, "Accepted.")
                        .optional("showChangeset", TRUTH, false, "Lists the changes.")
                        .optional("enableArtifactsList", TRUTH, false, "Lists the artifacts.")
                        .optional("customUsername", TEXT, "Name of the sender.")
                        .optional("customAvatarUrl", TEXT, "Picture of the sender.")
                        .optional("customFile", TEXT, "A file that is sent along.")
                        .optional("notes", TEXT, "Text above the message.")
                        .example("discordSend webhookURL: env.HOOK, title: env.JOB_NAME, description: 'Built'")),
                Waiting.step(named("office365ConnectorSend")
                        .summary("Sends a card to Microsoft Teams.")
                        .required("webhookUrl", TEXT, "Address of the hook.")
                        .optional("message", TEXT, "The message.")
                        .optional("status", TEXT, "Result that is shown.")
                        .optional("color", TEXT, "Colour.")
                        .optional("adaptiveCards", TRUTH, false, "Sends an adaptive card.")
                        .optional("factDefinitions", LIST, "Maps with name and template.")
                        .example("office365ConnectorSend webhookUrl: env.HOOK, message: 'Built', status: 'Success'")));
    }

    private static StepDescriptorBuilder named(String name) {
        return StepDescriptor.named(name).category(Category.NOTIFICATION).provider("a provider of chat messages");
    }
}
