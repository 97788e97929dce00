package dev.millrace.wire;

import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import dev.millrace.wire.proto.FromAgent;
import dev.millrace.wire.proto.ToAgent;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The handlers between TLS and whoever takes messages, at each end of a connection of controller and agent, in their order on the channel. A message that
 * is too long fails the channel with {@link FrameTooLong}, one that is missing with {@link FramesOutOfOrder}; what comes twice is dropped.
 */
public final class AgentFrames {
    private AgentFrames() {}

    /** At the controller's end of a channel. */
    public static List<ChannelHandler> fromAgent(Channel channel) {
        return handlers(
                channel, FromAgent.class, FromAgent.parser(), FromAgent::getNumber, FromAgent.NUMBER_FIELD_NUMBER);
    }

    /** At the agent's end of a channel. */
    public static List<ChannelHandler> toAgent(Channel channel) {
        return handlers(channel, ToAgent.class, ToAgent.parser(), ToAgent::getNumber, ToAgent.NUMBER_FIELD_NUMBER);
    }

    private static <I extends MessageLite> List<ChannelHandler> handlers(
            Channel channel, Class<I> kind, Parser<I> parser, ToLongFunction<I> number, int field) {
        var handlers = new ArrayList<ChannelHandler>();
        handlers.add(new FrameCodec<>(parser, Protocol.AGENT_FRAME_LIMIT, field));
        FrameDisturbance.asked(channel.id().asLongText()).ifPresent(handlers::add);
        handlers.add(new FrameOrder<>(kind, number));
        return handlers;
    }
}
