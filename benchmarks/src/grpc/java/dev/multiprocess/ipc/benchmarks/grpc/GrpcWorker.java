package dev.multiprocess.ipc.benchmarks.grpc;

import java.io.IOException;
import java.util.function.Function;

import dev.multiprocess.ipc.benchmarks.contender.ChildJvm;
import dev.multiprocess.ipc.benchmarks.served.Heap;
import io.grpc.MethodDescriptor;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.unix.DomainSocketAddress;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;

/**
 * The other end: serves on the threads that read.
 */
final class GrpcWorker {

	private GrpcWorker() {
	}

	public static void main(String[] args) throws IOException {
		ChildJvm.endWithParent();
		Heap heap = new Heap();
		ServerServiceDefinition service = ServerServiceDefinition.builder(GrpcMethods.SERVICE)
			.addMethod(serve(GrpcMethods.ADD, (addends) -> addends.a() + addends.b()))
			.addMethod(serve(GrpcMethods.ECHO, (order) -> order))
			.addMethod(serve(GrpcMethods.ECHO_BYTES, (content) -> content))
			.addMethod(serve(GrpcMethods.ALLOCATED, (nothing) -> heap.allocatedBytes()))
			.build();
		NettyServerBuilder.forAddress(new DomainSocketAddress(args[0]))
			.channelType(EpollServerDomainSocketChannel.class)
			.bossEventLoopGroup(new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory()))
			.workerEventLoopGroup(new MultiThreadIoEventLoopGroup(EpollIoHandler.newFactory()))
			.directExecutor()
			.addService(service)
			.build()
			.start();
		System.out.println("ready");
	}

	private static <Q, A> ServerMethodDefinition<Q, A> serve(MethodDescriptor<Q, A> method, Function<Q, A> answer) {
		return ServerMethodDefinition.create(method,
				ServerCalls.asyncUnaryCall((Q request, StreamObserver<A> observer) -> {
					observer.onNext(answer.apply(request));
					observer.onCompleted();
				}));
	}

}
