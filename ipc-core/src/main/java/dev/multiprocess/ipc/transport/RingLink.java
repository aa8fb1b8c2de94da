package dev.multiprocess.ipc.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.function.BooleanSupplier;

import com.google.errorprone.annotations.concurrent.GuardedBy;

/**
 * A channel through shared memory, one ring for each direction. The channel it was agreed
 * on stays as the bell that wakes who has parked, and as the proof that the peer lives.
 *
 * <p>
 * The peer's end shows at the bell; what it wrote before is read nevertheless.
 */
final class RingLink implements Channel {

	private static final int STROKES = 64;

	private static final int HERE = 1;

	private static final int THERE = 2;

	private static final int BOTH = HERE | THERE;

	private final Channel bell;

	private final RingReader incoming;

	private final RingWriter outgoing;

	private final Runnable closedHere;

	private final Runnable closedByBoth;

	private final WaitStrategy waits = new WaitStrategy(Runtime.getRuntime().availableProcessors());

	private final BooleanSupplier readable;

	private final BooleanSupplier writable;

	private final BooleanSupplier either;

	private final ByteBuffer heard = ByteBuffer.allocateDirect(STROKES);

	private final ByteBuffer stroke = ByteBuffer.allocateDirect(1);

	/** Whether the bell says that the peer is gone. */
	private boolean ended;

	private volatile boolean closed;

	/** Which ends are closed, as bits; each is closed once. */
	@GuardedBy("this")
	private int closedEnds;

	/**
	 * Creates an end; the peer creates the other.
	 * @param bell nothing but strokes comes from it
	 * @param incoming what the peer writes
	 * @param outgoing what the peer reads
	 * @param closedHere runs once, when this end uses the rings no more
	 * @param closedByBoth runs once, when no end uses them any more
	 */
	RingLink(Channel bell, Ring incoming, Ring outgoing, Runnable closedHere, Runnable closedByBoth) {
		this.bell = bell;
		this.incoming = new RingReader(incoming);
		this.outgoing = new RingWriter(outgoing);
		this.closedHere = closedHere;
		this.closedByBoth = closedByBoth;
		this.readable = this.incoming::isReady;
		this.writable = this.outgoing::isReady;
		this.either = () -> this.incoming.isReady() || this.outgoing.isReady();
	}

	@Override
	public int read(ByteBuffer target) throws IOException {
		checkOpen();
		// Looked at before the ring: what was written before the end is there now.
		boolean last = this.ended;
		int count = this.incoming.read(target);
		if (count > 0) {
			this.outgoing.acknowledge(this.incoming.acknowledged());
			if (this.incoming.isAwaited()) {
				ring();
			}
		}
		return (count == 0 && last && target.hasRemaining()) ? -1 : count;
	}

	@Override
	public int write(ByteBuffer source) throws IOException {
		checkOpen();
		if (this.ended) {
			throw new IOException("The other end is closed");
		}
		int count = this.outgoing.write(source, this.incoming.taken());
		if (count > 0 && this.outgoing.isAwaited()) {
			if (!ring() && !this.outgoing.isTaken()) {
				checkOpen();
				throw new IOException("The other end is closed");
			}
			this.waits.peerWoken();
		}
		return count;
	}

	private void checkOpen() throws IOException {
		if (this.closed) {
			throw new ClosedChannelException();
		}
	}

	/** Wakes the peer; returns whether it was there. */
	private boolean ring() {
		try {
			// If there is no room, strokes enough are on their way.
			this.bell.write(this.stroke.clear());
			return true;
		}
		catch (IOException ignored) {
			// A bell that was closed here says nothing of the peer, which may read on.
			this.ended |= !this.closed;
			return false;
		}
	}

	@Override
	public boolean isUntaken() {
		return this.ended && !this.outgoing.isTaken();
	}

	@Override
	public void await(int interest, long nanos) throws IOException {
		BooleanSupplier ready = (interest == READ) ? this.readable : (interest == WRITE) ? this.writable : this.either;
		if (this.ended || this.waits.pause(ready, (nanos < 0) ? Long.MAX_VALUE : nanos)) {
			return;
		}
		try {
			park(interest, ready, nanos);
		}
		finally {
			this.waits.parked();
		}
	}

	private void park(int interest, BooleanSupplier ready, long nanos) throws IOException {
		if ((interest & READ) != 0) {
			this.incoming.announceWait();
		}
		if ((interest & WRITE) != 0) {
			this.outgoing.announceWait();
		}
		try {
			if (!ready.getAsBoolean()) {
				this.bell.await(READ | PARK, nanos);
			}
		}
		finally {
			this.incoming.endWait();
			this.outgoing.endWait();
		}
		listen();
	}

	/** Takes in what the bell says, so that it does not end the next wait. */
	private void listen() throws IOException {
		try {
			this.ended = this.bell.read(this.heard.clear()) < 0;
		}
		catch (IOException ex) {
			checkOpen();
			this.ended = true;
		}
	}

	@Override
	public void wake() {
		this.bell.wake();
	}

	@Override
	public void close() {
		this.closed = true;
		this.bell.close();
		end(HERE);
	}

	@Override
	public void peerClosed() {
		end(THERE);
	}

	private void end(int side) {
		int ends;
		synchronized (this) {
			if ((this.closedEnds & side) != 0) {
				// Whoever comes second must not touch what others may use by now.
				return;
			}
			this.closedEnds |= side;
			ends = this.closedEnds;
		}
		if (side == HERE) {
			this.closedHere.run();
		}
		if (ends == BOTH) {
			this.closedByBoth.run();
		}
	}

}
