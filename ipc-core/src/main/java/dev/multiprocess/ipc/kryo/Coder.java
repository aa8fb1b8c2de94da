package dev.multiprocess.ipc.kryo;

import com.esotericsoftware.kryo.kryo5.Kryo;

/**
 * What one frame needs while it is written or read. Confined to one thread at a time.
 *
 * <p>
 * It keeps no buffer of its own, so a large message leaves no trace in it.
 *
 * @param kryo counts the depth
 * @param output writes
 * @param input reads
 */
record Coder(Kryo kryo, FrameOutput output, FrameInput input) {

	static Coder create(int maxDepth) {
		// The writing side names the path of what is too deep, so it has to notice first.
		return new Coder(SafeKryo.create(maxDepth + 1), new FrameOutput(maxDepth), new FrameInput());
	}

	void release() {
		this.output.release();
		this.input.release();
	}

}
