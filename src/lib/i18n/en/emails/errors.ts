/** What the mail server did; kept with the email and shown on the page of emails. */
export default {
  recipient: "The mail server rejected this recipient: {response}",
  content: "The mail server rejected this email: {response}",
  signIn:
    "The mail server rejected the username or password. Check INVITO_SMTP_USER and INVITO_SMTP_PASSWORD. Server response: {response}",
  sender:
    "The mail server doesn’t allow sending from this address. Check INVITO_SMTP_FROM. Server response: {response}",
  relay:
    "The mail server refused to relay email. Check INVITO_SMTP_PORT and INVITO_SMTP_USER. Server response: {response}",
  tls: "Couldn’t make a secure connection to the mail server: {response}",
  unreachable: "The mail server didn’t respond: {response}",
  later: "The mail server asked to try again later: {response}",
  address: "This isn’t a valid email address.",
};
