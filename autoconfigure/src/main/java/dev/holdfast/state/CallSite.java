package dev.holdfast.state;

/**
 * Finds the line of code that called into this package, as text: a frame would keep its
 * class alive.
 */
final class CallSite {

	private static final StackWalker WALKER = StackWalker.getInstance();

	private static final String OWN_PACKAGE = CallSite.class.getPackageName() + ".";

	private CallSite() {
	}

	static String current() {
		return WALKER.walk((frames) -> frames.filter((frame) -> !isOwn(frame.getClassName()))
			.findFirst()
			.map((frame) -> frame.toStackTraceElement().toString())
			.orElse("an unknown place"));
	}

	private static boolean isOwn(String className) {
		return className.startsWith(OWN_PACKAGE) && !className.endsWith("Tests") && !className.contains("Tests$");
	}

}
