package dev.multiprocess.ipc.autoconfigure;

import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.OptionalInt;

import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.IpcContext;
import dev.multiprocess.ipc.IpcProcess;
import dev.multiprocess.ipc.ProcessSpec;

import org.springframework.aop.SpringProxy;
import org.springframework.aop.framework.Advised;

/**
 * Lets users hand in beans that Spring has wrapped: looks through AOP proxies of remote
 * objects.
 */
final class UnwrappingIpc implements Ipc {

	private final Ipc ipc;

	UnwrappingIpc(Ipc ipc) {
		this.ipc = ipc;
	}

	@Override
	public <I extends Init> I spawnProcess(ProcessSpec process, Class<I> initType) {
		return this.ipc.spawnProcess(process, initType);
	}

	@Override
	public <I extends Init> I spawnProcess(String name, Class<I> initType) {
		return this.ipc.spawnProcess(name, initType);
	}

	@Override
	public <T> T root(String name, Class<T> type) {
		return this.ipc.root(name, type);
	}

	@Override
	public IpcProcess start(String name) {
		return this.ipc.start(name);
	}

	@Override
	public void pauseStarts() {
		this.ipc.pauseStarts();
	}

	@Override
	public void resumeStarts() {
		this.ipc.resumeStarts();
	}

	@Override
	public <T> T parent(Class<T> type) {
		return this.ipc.parent(type);
	}

	@Override
	public OptionalInt startSpawnedProcess(String... args) {
		return this.ipc.startSpawnedProcess(args);
	}

	@Override
	public Listener listen(String address) {
		return this.ipc.listen(address);
	}

	@Override
	public <I extends Init> Optional<I> connect(String address, Class<I> initType) {
		return this.ipc.connect(address, initType);
	}

	@Override
	public Registration addCleanup(Object remoteOrLocal, Runnable cleanup) {
		return this.ipc.addCleanup(unwrap(remoteOrLocal), cleanup);
	}

	@Override
	public IpcProcess process(Object remote) {
		return this.ipc.process(unwrap(remote));
	}

	@Override
	public IpcContext context() {
		return this.ipc.context();
	}

	@Override
	public void close() {
		this.ipc.close();
	}

	/**
	 * Returns the remote object behind AOP proxies. A local object is left alone: what is
	 * exported is its AOP proxy.
	 */
	private static Object unwrap(Object object) {
		Object target = object;
		while (target instanceof Advised advised) {
			try {
				target = advised.getTargetSource().getTarget();
			}
			catch (Exception ex) {
				throw new IllegalStateException("The target of " + object.getClass() + " is not available", ex);
			}
		}
		boolean remote = target != null && Proxy.isProxyClass(target.getClass()) && !(target instanceof SpringProxy);
		return remote ? target : object;
	}

}
