package dev.holdfast.client;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where the tag goes. In the rows, {@code *} is that place.
 */
class HtmlInsertionTests {

	@ParameterizedTest
	@ValueSource(strings = { "<html><head><title>t</title>*</head><body>b</body></html>",
			"<!DOCTYPE html>\n<HTML><HEAD>\n*</HEAD >\n<BODY></BODY></HTML>", "<head>*</head\n><body>",
			"<!doctype html><html><head><!-- </head> <body> --><meta a=b>*</head>", "<!doctype html><!-->*<body>",
			"<!doctype html><!-- a -- > <body> --->*<body>",
			"<html><head><script>if (a < b) { document.write('</head><body>') }</script>*</head>",
			"<html><head><style>a::before { content: '</head>' }</style>*</head>",
			"<html><head><title></head></title>*</head>", "<html><head><SCRIPT></head></ScRiPt >*</head>",
			"<html><head><meta content=\"</head>\"><meta content='\"</head>'>*</head>",
			"<html><head><noscript></head></noscript><template></head></template>*</head>",
			"<html><head><template><template></template><body></template>*</head>",
			"<html><head><script></scriptx></head></script>*</head>", "<!doctype html><meta a=b>*<body class=\"a\">x",
			"*<body>x</body>", "<!doctype html><p>a<p>b*</body>", "<!doctype html><p>a*</html>",
			"<!doctype html><p>a<p>b*", "<html>*", "<!doctype html><svg><path d='<body>'/></svg>*",
			"<html><head/>*<body/></html>", "<html><head><base href=/a/>*</head>",
			"<html><header>h</header><headline></headline>*<body>", "<html>a < b <3 << *</head>",
			"<html><head><br/><blockquotation a='b'>*</head>", "<html><head>\u00e4\u20ac\ud83d\ude00*</head>" })
	void insertsAtTheEndOfTheHead(String row) {
		String page = row.replace("*", "");
		String expected = row.replace("*", "<tag>");
		assertThat(insert(page, page.length())).isEqualTo(expected);
		assertThat(insert(page, 1)).isEqualTo(expected);
		assertThat(insert(page, 3)).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "<", "</", "<div>fragment</div>", "text", "<tr><td>a</td></tr>", "<!-- a -->",
			"<p></body>", "a < b", "<turbo-stream><template><body></template></turbo-stream>", "<title>t</title><p>a",
			"<script>'<html><body>'</script>", "<head", "\u0000\u00ff" })
	void leavesFragmentsAlone(String fragment) {
		assertThat(insert(fragment, Math.max(1, fragment.length()))).isEqualTo(fragment);
		assertThat(insert(fragment, 1)).isEqualTo(fragment);
	}

	@ParameterizedTest
	@CsvSource({ "1", "2", "3", "4", "5", "6", "7", "8" })
	void changesNothingElseWhateverTheBytes(int seed) {
		Random random = new Random(seed);
		String[] parts = { "<", ">", "/", "head", "body", "html", "!--", "--", "script", " ", "\"", "'", "=", "a",
				"\u00fc", "</head>", "<!doctype html>", "<title>", "</title>", "\n" };
		for (int i = 0; i < 2000; i++) {
			StringBuilder page = new StringBuilder();
			for (int length = random.nextInt(30); length >= 0; length--) {
				page.append(parts[random.nextInt(parts.length)]);
			}
			String whole = insert(page.toString(), page.length());
			assertThat(whole.replaceFirst("<tag>", "")).isEqualTo(page.toString());
			assertThat(insert(page.toString(), 1 + random.nextInt(4))).isEqualTo(whole);
		}
	}

	private static String insert(String page, int size) {
		HtmlInsertion insertion = new HtmlInsertion("<tag>".getBytes(StandardCharsets.UTF_8));
		byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
		StringBuilder result = new StringBuilder();
		int held = 0;
		for (int from = 0; from < bytes.length; from += size) {
			byte[] part = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + size));
			byte[] written = insertion.isInserted() ? part : insertion.next(part);
			held += part.length - written.length;
			assertThat(held).isLessThanOrEqualTo(12);
			result.append(new String(written, StandardCharsets.ISO_8859_1));
		}
		result.append(new String(insertion.end(), StandardCharsets.ISO_8859_1));
		return new String(result.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
	}

}
