package dev.multiprocess.sample.worker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Builds {@code memory-hog.pdf}: two pages in about 20 KiB, the second of which unpacks
 * to 1200 MiB of blanks.
 *
 * <p>
 * The blanks are packed twice, by run length (two bytes for each 128) and then by
 * deflate.
 */
final class MemoryHog {

	private static final int UNPACKED_MEBIBYTES = 1200;

	private MemoryHog() {
	}

	/**
	 * Writes the document.
	 * @param args the file to write
	 * @throws IOException if that failed
	 */
	public static void main(String[] args) throws IOException {
		Files.write(Path.of(args[0]), build());
	}

	static byte[] build() throws IOException {
		String text = "BT /F1 24 Tf 72 720 Td (A Harmless First Page) Tj /F1 12 Tf 0 -30 Td"
				+ " (The second page is 1200 MiB long; it says nothing.) Tj ET";
		String page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]"
				+ " /Resources << /Font << /F1 5 0 R >> >> /Contents %d 0 R >>";
		List<byte[]> objects = new ArrayList<>();
		objects.add(bytes("<< /Type /Catalog /Pages 2 0 R >>"));
		objects.add(bytes("<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>"));
		objects.add(bytes(page.formatted(6)));
		objects.add(bytes(page.formatted(7)));
		objects.add(bytes("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"));
		objects.add(stream("", bytes(text)));
		objects.add(stream("/Filter [/FlateDecode /RunLengthDecode] ", blanks()));
		objects.add(bytes("<< /Title (A Document That Grows) /Author (The ipc-spring-boot-starter authors) >>"));
		return assemble(objects);
	}

	private static byte[] blanks() throws IOException {
		byte[] runs = new byte[(1024 * 1024 / 128) * 2];
		for (int i = 0; i < runs.length; i += 2) {
			runs[i] = (byte) (257 - 128);
			runs[i + 1] = ' ';
		}
		ByteArrayOutputStream packed = new ByteArrayOutputStream();
		Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
		try (DeflaterOutputStream out = new DeflaterOutputStream(packed, deflater)) {
			for (int i = 0; i < UNPACKED_MEBIBYTES; i++) {
				out.write(runs);
			}
		}
		finally {
			deflater.end();
		}
		return packed.toByteArray();
	}

	private static byte[] assemble(List<byte[]> objects) throws IOException {
		ByteArrayOutputStream pdf = new ByteArrayOutputStream();
		StringBuilder index = new StringBuilder("0000000000 65535 f \n");
		pdf.write(bytes("%PDF-1.7\n"));
		for (int i = 0; i < objects.size(); i++) {
			index.append("%010d 00000 n \n".formatted(pdf.size()));
			pdf.write(bytes((i + 1) + " 0 obj\n"));
			pdf.write(objects.get(i));
			pdf.write(bytes("\nendobj\n"));
		}
		int size = objects.size() + 1;
		int start = pdf.size();
		pdf.write(bytes("xref\n0 " + size + "\n" + index));
		pdf.write(bytes("trailer\n<< /Size " + size + " /Root 1 0 R /Info " + objects.size() + " 0 R >>\n"));
		pdf.write(bytes("startxref\n" + start + "\n%%EOF\n"));
		return pdf.toByteArray();
	}

	private static byte[] stream(String entries, byte[] content) throws IOException {
		ByteArrayOutputStream stream = new ByteArrayOutputStream();
		stream.write(bytes("<< " + entries + "/Length " + content.length + " >>\nstream\n"));
		stream.write(content);
		stream.write(bytes("\nendstream"));
		return stream.toByteArray();
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.ISO_8859_1);
	}

}
