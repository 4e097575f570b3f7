package dev.holdfast.test.library;

/**
 * Class with methods that its package alone sees, one of which is opened by a subclass.
 */
public class ReservedClient {

	private final String name = "reserved";

	String reserved(int number, String text) {
		return this.name + number + text;
	}

	/**
	 * Subclass that opens the method.
	 */
	public static class Opened extends ReservedClient {

		@Override
		public String reserved(int number, String text) {
			return "opened";
		}

		/**
		 * Call the method as the package does.
		 * @param client the client, which may be a proxy
		 * @return what the client answers
		 */
		public static String call(ReservedClient client) {
			return client.reserved(0, "");
		}

	}

}
