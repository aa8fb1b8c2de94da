package dev.multiprocess.ipc.benchmarks.grpc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;

import dev.multiprocess.ipc.benchmarks.Benchmarks;
import dev.multiprocess.ipc.benchmarks.contender.Action;
import dev.multiprocess.ipc.benchmarks.contender.ChildJvm;
import dev.multiprocess.ipc.benchmarks.contender.Contender;
import dev.multiprocess.ipc.benchmarks.contender.Operation;
import dev.multiprocess.ipc.benchmarks.served.Order;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollDomainSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.unix.DomainSocketAddress;
import io.grpc.stub.ClientCalls;

/**
 * gRPC-java as fast as it goes between two processes: Netty's epoll transport, a Unix
 * socket, no hand-over to other threads.
 */
final class GrpcContender implements Contender {

	private final Path directory = Files.createTempDirectory("grpc");

	private final ChildJvm worker;

	private final EventLoopGroup threads = new MultiThreadIoEventLoopGroup(EpollIoHandler.newFactory());

	private final ManagedChannel channel;

	GrpcContender() throws IOException {
		Path path = this.directory.resolve("s");
		this.worker = new ChildJvm(GrpcWorker.class, path.toString());
		this.worker.readLine();
		this.channel = NettyChannelBuilder.forAddress(new DomainSocketAddress(path.toString()))
			.channelType(EpollDomainSocketChannel.class)
			.eventLoopGroup(this.threads)
			.directExecutor()
			.usePlaintext()
			.build();
	}

	private <Q, A> A call(MethodDescriptor<Q, A> method, Q request) {
		return ClientCalls.blockingUnaryCall(this.channel, method, CallOptions.DEFAULT, request);
	}

	@Override
	public String name() {
		return Benchmarks.GRPC;
	}

	@Override
	public Map<Operation, Action> actions() {
		byte[] content = new byte[MEBIBYTE];
		GrpcMethods.Addends addends = new GrpcMethods.Addends(1, 2);
		int lines = Order.SAMPLE.lines().size();
		return Map.of(Operation.ADD, () -> Action.expectThree(call(GrpcMethods.ADD, addends)), Operation.ECHO_RECORD,
				() -> Action.expectSize(lines, call(GrpcMethods.ECHO, Order.SAMPLE).lines().size()),
				Operation.ECHO_MEBIBYTE,
				() -> Action.expectSize(content.length, call(GrpcMethods.ECHO_BYTES, content).length));
	}

	@Override
	public OptionalLong allocatedByWorker() {
		return OptionalLong.of(call(GrpcMethods.ALLOCATED, 0));
	}

	@Override
	public void close() throws IOException {
		this.channel.shutdownNow();
		this.threads.shutdownGracefully();
		this.worker.close();
		Files.deleteIfExists(this.directory.resolve("s"));
		Files.delete(this.directory);
	}

}
