package dev.holdfast.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.util.ReferenceCountUtil;

/**
 * Puts an answer of the server in the place of the one that Reactor Netty writes at the
 * end of an exchange. The headers of the latter belong to the application, some thread of
 * which may be writing them at this moment. Looks at one message only, then leaves the
 * pipeline.
 */
final class OwnAnswer extends ChannelOutboundHandlerAdapter {

	private final FullHttpResponse answer;

	OwnAnswer(FullHttpResponse answer) {
		this.answer = answer;
	}

	@Override
	public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
		context.pipeline().remove(this);
		if (message instanceof HttpResponse replaced) {
			HttpUtil.setKeepAlive(this.answer, HttpUtil.isKeepAlive(replaced));
			ReferenceCountUtil.release(message);
			context.write(this.answer, promise);
		}
		else {
			this.answer.release();
			context.write(message, promise);
		}
	}

}
