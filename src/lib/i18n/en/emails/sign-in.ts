/** Emails with a link that signs in or verifies an address. */
export default {
  signIn: {
    subject: "Your sign-in link",
    heading: "Sign in",
    body: "This link signs you in once. It expires at {until}.",
    button: "Sign in",
    ignore: "If you didn’t request this, ignore this email. Nobody can sign in without the link.",
    automatic: "Sent by {service} because someone asked to sign in with this email address.",
  },

  verifyEmail: {
    subject: "Please verify your email address",
    heading: "Verify your email address",
    body: "Open this link to use this address with your booking page. It expires at {until}.",
    button: "Verify this address",
    ignore: "If you didn’t request this, ignore this email. Nothing will change.",
    automatic: "Sent by {service} because someone entered this email address in their settings.",
  },
};
