package dev.multiprocess.ipc.protocol;

import java.io.IOException;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.multiprocess.ipc.transport.Channel;

/**
 * The hostile end of a lane: reads frames as they are, and writes what it likes.
 */
final class RawLane {

	final int id;

	final Channel channel;

	private final Map<Integer, List<String>> methods;

	private int taken;

	private int sent;

	/**
	 * Creates the lane.
	 * @param id its id
	 * @param channel carries its bytes
	 * @param methods the names of methods by the id that the victim gave their interface
	 */
	RawLane(int id, Channel channel, Map<Integer, List<String>> methods) {
		this.id = id;
		this.channel = channel;
		this.methods = methods;
	}

	/**
	 * A frame as it came.
	 *
	 * @param type its type
	 * @param number the number of its call
	 * @param object the object called
	 * @param method the name of the method called, with its parameters
	 * @param body what follows the header
	 */
	record Received(int type, int number, long object, String method, byte[] body) {
	}

	/** Waits for a frame; interfaces that the victim binds meanwhile are agreed to. */
	Received read() throws IOException {
		while (true) {
			byte[] frame = RawPeer.readFrame(this.channel);
			this.taken++;
			Cursor header = new Cursor(frame, 0, frame.length);
			int first = header.getInt();
			int type = first >>> 24;
			int number = header.getInt();
			if (type != Frame.CALL) {
				return new Received(type, number, 0, "", rest(frame, header));
			}
			long object = header.getLong();
			int ids = header.getInt();
			if ((first >> 16 & Frame.DEADLINE) != 0) {
				header.getLong();
			}
			if (object != Frame.CONNECTION) {
				return new Received(type, number, object, this.methods.get(ids >>> 16).get(ids & 0xffff),
						rest(frame, header));
			}
			agree(number, header);
		}
	}

	/** Returns how many frames were read. */
	int taken() {
		return this.taken;
	}

	private static byte[] rest(byte[] frame, Cursor header) {
		byte[] rest = new byte[header.left()];
		System.arraycopy(frame, header.position(), rest, 0, rest.length);
		return rest;
	}

	private void agree(int number, Cursor request) throws IOException {
		RawFrame answer = RawFrame.reply(Frame.RETURN, number);
		for (int i = request.getInt(); i > 0; i--) {
			request.getInt();
			request.getString();
			request.getString();
			BindingRequest.getStrings(request);
			BindingRequest.getStrings(request);
			answer.u8(BindingRequest.SAME).u32(0);
		}
		if (request.getByte() != 0) {
			int id = request.getInt();
			request.getString();
			List<String> names = new ArrayList<>();
			answer.u8(1);
			for (int i = request.getInt(); i > 0; i--) {
				names.add(request.getString());
				request.getString();
				answer.u8(BindingRequest.SAME);
			}
			BindingRequest.getStrings(request).forEach((parent) -> answer.u8(1));
			this.methods.put(id, names);
		}
		send(answer);
	}

	/**
	 * Makes the victim know an interface under an id.
	 * @param number the number of the call
	 * @param id the id, which the types it needs get as well, counted from 1000 more
	 */
	InterfaceModel bind(int number, int id, Type type) throws IOException {
		InterfaceModel model = InterfaceModel.parse(type, RawFrame.CODEC);
		send(RawFrame.binding(number, id, model));
		Received answer = read();
		if (answer.type() != Frame.RETURN || answer.number() != number) {
			throw new AssertionError("Not bound: " + answer);
		}
		return model;
	}

	/** Returns how many frames were sent. */
	int sent() {
		return this.sent;
	}

	void send(RawFrame frame) throws IOException {
		byte[] bytes = frame.toBytes();
		this.sent++;
		RawPeer.write(this.channel, bytes, bytes.length);
	}

	/** Sends bytes that need not be a frame. */
	void send(byte[] bytes) throws IOException {
		RawPeer.write(this.channel, bytes, bytes.length);
	}

	void close() {
		this.channel.close();
	}

}
