package dev.multiprocess.ipc.autoconfigure;

import java.lang.reflect.Proxy;

import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.autoconfigure.testing.Echo;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.springframework.aop.framework.ProxyFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.same;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

/**
 * What beans are behind Spring's own proxies.
 */
@DisplayName("The Ipc bean")
class UnwrappingIpcTests {

	private static final Runnable CLEANUP = () -> {
	};

	private final Ipc delegate = mock();

	private final Ipc ipc = new UnwrappingIpc(this.delegate);

	@Test
	@DisplayName("looks through AOP proxies of remote objects")
	void remoteObject() {
		Echo remote = (Echo) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { Echo.class },
				(proxy, method, args) -> null);
		Object wrappedTwice = new ProxyFactory(new ProxyFactory(remote).getProxy()).getProxy();
		assertThat(wrappedTwice).isNotSameAs(remote);
		this.ipc.addCleanup(wrappedTwice, CLEANUP);
		this.ipc.process(wrappedTwice);
		verify(this.delegate).addCleanup(same(remote), same(CLEANUP));
		verify(this.delegate).process(same(remote));
	}

	@Test
	@DisplayName("takes AOP proxies of local objects as they are, since those are what is sent")
	void localObject() {
		Echo local = (text) -> text;
		Object wrapped = new ProxyFactory(local).getProxy();
		this.ipc.addCleanup(wrapped, CLEANUP);
		verify(this.delegate).addCleanup(same(wrapped), same(CLEANUP));
		this.ipc.addCleanup(local, CLEANUP);
		verify(this.delegate).addCleanup(same(local), same(CLEANUP));
	}

}
