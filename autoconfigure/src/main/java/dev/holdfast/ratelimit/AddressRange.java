package dev.holdfast.ratelimit;

import java.net.InetAddress;

/**
 * A range of addresses.
 *
 * @param address the address
 * @param bits number of bits that count
 */
record AddressRange(byte[] address, int bits) {

	static AddressRange parse(String text) {
		int slash = text.indexOf('/');
		InetAddress address = AddressLiteral.parse((slash < 0) ? text : text.substring(0, slash));
		if (address == null) {
			throw new IllegalArgumentException("'" + text + "' is not an address, nor a range such as 10.0.0.0/8");
		}
		int size = address.getAddress().length * 8;
		int bits = (slash < 0) ? size : bits(text.substring(slash + 1));
		if (bits < 0 || bits > size) {
			throw new IllegalArgumentException("'" + text + "' has a prefix that is not between 0 and " + size);
		}
		return new AddressRange(address.getAddress(), bits);
	}

	private static int bits(String text) {
		return text.matches("\\d{1,3}") ? Integer.parseInt(text) : -1;
	}

	boolean contains(InetAddress other) {
		byte[] bytes = other.getAddress();
		if (bytes.length != this.address.length) {
			return false;
		}
		for (int bit = 0; bit < this.bits; bit++) {
			int mask = 0x80 >> (bit % 8);
			if ((bytes[bit / 8] & mask) != (this.address[bit / 8] & mask)) {
				return false;
			}
		}
		return true;
	}

}
