package dev.millrace.wire;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.function.ToLongFunction;

/**
 * Lets messages of one connection through in their order, each once. One that came before is dropped; where one is missing the connection fails with
 * {@link FramesOutOfOrder}, and nothing that comes afterwards gets through. The number 0 is a peer's that does not count, and is not checked.
 *
 * @param <I> what the peer sends
 */
final class FrameOrder<I> extends ChannelInboundHandlerAdapter {
    private final Class<I> kind;
    private final ToLongFunction<I> number;
    private long last;
    private boolean broken;

    FrameOrder(Class<I> kind, ToLongFunction<I> number) {
        this.kind = kind;
        this.number = number;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        long found = number.applyAsLong(kind.cast(message));
        if (found == 0 && !broken) {
            context.fireChannelRead(message);
        } else if (found == last + 1 && !broken) {
            last = found;
            context.fireChannelRead(message);
        } else {
            ReferenceCountUtil.release(message);
            if (found > last && !broken) {
                broken = true;
                context.fireExceptionCaught(new FramesOutOfOrder(last + 1, found));
            }
        }
    }
}
