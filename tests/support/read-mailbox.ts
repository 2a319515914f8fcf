/** Every email of a mailbox as it was delivered, read over IMAP (RFC 3501). */
export async function readMailbox(port: number, user: string, password: string): Promise<string[]> {
  using connection = await Deno.connect({ hostname: "127.0.0.1", port });
  const talk = dialogue(connection);
  await talk.greeting();
  await talk.command(`LOGIN ${user} ${password}`);
  const selected = await talk.command("SELECT INBOX");
  if (/\* 0 EXISTS/.test(selected)) return [];
  return literals(await talk.command("FETCH 1:* BODY.PEEK[]"));
}

function dialogue(connection: Deno.Conn) {
  let heard = "", count = 0;
  // Latin-1 keeps one character an octet, so that literal lengths fit.
  const decoder = new TextDecoder("latin1");
  const buffer = new Uint8Array(65_536);
  const hear = async (end: RegExp) => {
    for (;;) {
      const found = end.exec(heard);
      if (found) {
        const whole = heard.slice(0, found.index + found[0].length);
        heard = heard.slice(whole.length);
        return whole;
      }
      const read = await connection.read(buffer);
      if (read === null) throw new Error(`IMAP ended after: ${heard}`);
      heard += decoder.decode(buffer.subarray(0, read));
    }
  };
  return {
    greeting: () => hear(/\* OK.*\r\n/),
    async command(line: string) {
      const tag = `t${++count}`;
      await connection.write(new TextEncoder().encode(`${tag} ${line}\r\n`));
      const answer = await hear(new RegExp(`^${tag} (OK|NO|BAD).*\r\n`, "m"));
      if (!answer.includes(`${tag} OK`)) throw new Error(answer);
      return answer;
    },
  };
}

function literals(answer: string): string[] {
  const found: string[] = [];
  const literal = /\{(\d+)\}\r\n/g;
  for (let match = literal.exec(answer); match; match = literal.exec(answer)) {
    const length = Number(match[1]);
    found.push(answer.slice(literal.lastIndex, literal.lastIndex + length));
    literal.lastIndex += length;
  }
  return found;
}
