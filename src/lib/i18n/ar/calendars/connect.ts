/** The form that connects a calendar account, with setup help by provider. */
export default {
  title: "ربط حساب CalDAV",
  address: "عنوان البريد الإلكتروني أو عنوان الخادم",
  addressHint:
    "غالبًا ما يكفي عنوان بريدك الإلكتروني. يمكنك أيضًا إدخال اسم الخادم، مثل cloud.example.org، أو رابط تقويم واحد.",
  user: "اسم المستخدم",
  password: "كلمة المرور",
  passwordHint:
    "ننصح باستخدام كلمة مرور للتطبيق من إعدادات الأمان في حسابك. نختبرها الآن ونحفظها مشفّرة.",
  storedHint: "نختبرها الآن ونحفظها مشفّرة.",
  button: "ربط",
  busy: "جارٍ الربط…",
};
