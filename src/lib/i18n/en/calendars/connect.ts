/** The form that connects an account at any CalDAV server. */
export default {
  title: "Connect a CalDAV account",
  address: "Email address or server address",
  addressHint:
    "Your email address is often enough. You can also enter the server’s name, like dav.example.org, or the URL of a single calendar.",
  user: "Username",
  password: "Password",
  passwordHint:
    "We recommend an app password from your account’s security settings. We test it now and store it encrypted.",
  storedHint: "We test it now and store it encrypted.",
  button: "Connect",
  busy: "Connecting…",
};
