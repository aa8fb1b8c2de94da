package dev.multiprocess.ipc.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * Sets up the log of tests and of the processes they start. A file would take each of
 * those a fifth of a second more.
 */
public final class TestLogging extends ContextAwareBase implements Configurator {

	@Override
	public ExecutionStatus configure(LoggerContext context) {
		PatternLayoutEncoder encoder = new PatternLayoutEncoder();
		encoder.setContext(context);
		encoder.setPattern("%d{HH:mm:ss.SSS} %-5level [%thread] %logger{24} - %msg%n");
		encoder.start();
		ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
		console.setContext(context);
		console.setEncoder(encoder);
		console.start();
		Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
		root.setLevel(Level.WARN);
		root.addAppender(console);
		context.getLogger("dev.multiprocess").setLevel(Level.toLevel(System.getProperty("ipc.log"), Level.WARN));
		Logger processes = context.getLogger("ipc.process");
		// Attached to by tests; what processes print is of no interest otherwise.
		processes.setLevel(Level.INFO);
		processes.setAdditive(false);
		return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
	}

}
