// The request that was sent, as commands and programs that send it again.

/** The environment variable that holds the server's key in what is copied: the key itself is never shown. */
export const KEY_VARIABLE = "VERDICT_API_KEY";

// Linux passes at most 128 KiB in one argument, and a Java constant has at most 65,535 bytes.
const LONGEST_ARGUMENT = 100_000;
const LONGEST_LITERAL = 10_000;

/** Controls, marks of writing direction and characters of no width: what cannot be seen is written as an escape. */
const INVISIBLE = /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/**
 * The body of a request for one text or one pair.
 *
 * @param {string} text
 * @param {string} pair empty for none
 */
export function requestBody(text, pair) {
  return pair === "" ? { inputs: text } : { inputs: [[text, pair]] };
}

/** JSON on one line, in which every character can be seen. */
export function json(value) {
  return JSON.stringify(value)
    .replace(/^\{"inputs":/, '{"inputs": ')
    .replace(INVISIBLE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/**
 * The request as a command for a POSIX shell.
 *
 * @param {string} url
 * @param {object} body
 * @param {boolean} withKey whether the server wants a key
 */
export function curl(url, body, withKey) {
  const text = json(body);
  const long = new TextEncoder().encode(text).length > LONGEST_ARGUMENT;
  const options = ["curl -sS " + shell(url), "  -H 'Content-Type: application/json'"];
  if (withKey) options.push(`  -H "Authorization: Bearer $${KEY_VARIABLE}"`);
  // JSON has no line break, so no line of it can be the one that ends the document.
  options.push(long ? `  --data-binary @- <<'END'\n${text}\nEND` : `  --data-raw ${shell(text)}`);
  return options.join(" \\\n");
}

/** A word of a POSIX shell that stands for exactly that text. */
export function shell(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/**
 * The request as a Java program of one file.
 *
 * @param {string} url
 * @param {object} body
 * @param {boolean} withKey whether the server wants a key
 */
export function java(url, body, withKey) {
  const key = withKey
    ? `\n                .header("Authorization", "Bearer " + System.getenv("${KEY_VARIABLE}"))`
    : "";
  return `import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

public class Classify {
    public static void main(String[] args) throws Exception {
        String body = ${javaString(json(body))};
        HttpRequest request = HttpRequest.newBuilder(URI.create(${literal(url)}))
                .header("Content-Type", "application/json")${key}
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        System.out.println(response.body());
    }
}`;
}

function javaString(text) {
  const parts = [];
  for (let from = 0; from < text.length; ) {
    let to = Math.min(text.length, from + LONGEST_LITERAL);
    // A pair of surrogates stays together.
    if (to < text.length && /[\udc00-\udfff]/.test(text[to])) to--;
    parts.push(literal(text.slice(from, to)));
    from = to;
  }
  return parts.length === 1 ? parts[0] : `String.join("",\n                ${parts.join(",\n                ")})`;
}

/** JSON has escaped what is invisible already: only its quotes and backslashes are left to escape. */
function literal(text) {
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}
