/** The form that connects a calendar account, with setup help by provider. */
export default {
  title: "Connect a calendar account",
  address: "Email address or server address",
  addressHint:
    "Your email address is often enough. You can also enter the server’s name, like cloud.example.org, or the URL of a single calendar.",
  /** Setup help for some providers; `address` is what to enter above. */
  presets: {
    title: "Setup help by provider",
    list: [
      {
        name: "Nextcloud",
        address: "cloud.example.org",
        password:
          "Enter the address where you open Nextcloud. Create an app password under Settings, Security; your username is shown next to it.",
      },
      {
        name: "iCloud",
        address: "icloud.com",
        password:
          "Your username is your Apple Account’s email address. Create an app-specific password in your Apple Account settings, under Sign-In and Security.",
      },
      {
        name: "Fastmail",
        address: "fastmail.com",
        password:
          "Your username is your Fastmail address. Create an app password with calendar access under Settings, Privacy & Security.",
      },
      {
        name: "mailbox.org",
        address: "mailbox.org",
        password:
          "Your username is your mailbox.org address. If you use two-factor sign-in, create an application password in the settings.",
      },
      {
        name: "Radicale",
        address: "https://cal.example.org",
        password: "Use your Radicale username and password. Radicale has no app passwords.",
      },
      {
        name: "Baïkal",
        address: "https://dav.example.org/dav.php/",
        password:
          "Use the username and password from whoever runs the server. Baïkal has no app passwords.",
      },
      {
        name: "Google, Microsoft 365",
        address: "",
        password:
          "These don’t accept a password here. Use the sign-in button on this page if there is one. Otherwise subscribe to the calendar’s secret ICS address below.",
      },
    ],
  },
  user: "Username",
  password: "Password",
  passwordHint:
    "We recommend an app password from your account’s security settings. We test it now and store it encrypted.",
  button: "Connect",
  busy: "Connecting…",
};
