/** The form that connects a calendar account, with setup help by provider. */
export default {
  title: "ربط حساب تقويم",
  address: "عنوان البريد الإلكتروني أو عنوان الخادم",
  addressHint:
    "غالبًا ما يكفي عنوان بريدك الإلكتروني. يمكنك أيضًا إدخال اسم الخادم، مثل cloud.example.org، أو رابط تقويم واحد.",
  /** Setup help for some providers; `address` is what to enter above. */
  presets: {
    title: "إرشادات الإعداد حسب مزوّد الخدمة",
    list: [
      {
        name: "Nextcloud",
        address: "cloud.example.org",
        password:
          "العنوان هو عنوان صفحة Nextcloud لديك. تُنشأ كلمة مرور للتطبيق من الإعدادات ثم الأمان، ويظهر اسم المستخدم بجوارها.",
      },
      {
        name: "iCloud",
        address: "icloud.com",
        password:
          "اسم المستخدم هو عنوان البريد الإلكتروني لحساب Apple. تُنشأ كلمة مرور خاصة بالتطبيق من إعدادات حساب Apple، في قسم تسجيل الدخول والأمان.",
      },
      {
        name: "Fastmail",
        address: "fastmail.com",
        password:
          "اسم المستخدم هو عنوانك لدى Fastmail. تُنشأ كلمة مرور للتطبيق مع إذن الوصول إلى التقويم من الإعدادات (Settings، ثم Privacy & Security).",
      },
      {
        name: "mailbox.org",
        address: "mailbox.org",
        password:
          "اسم المستخدم هو عنوانك لدى mailbox.org. إذا كان تسجيل الدخول لديك بخطوتين، فيُرجى إنشاء كلمة مرور للتطبيق من الإعدادات.",
      },
      {
        name: "Radicale",
        address: "https://cal.example.org",
        password:
          "اسم المستخدم وكلمة المرور هما نفسهما في Radicale، إذ لا تتوفر فيه كلمات مرور للتطبيقات.",
      },
      {
        name: "Baïkal",
        address: "https://dav.example.org/dav.php/",
        password:
          "اسم المستخدم وكلمة المرور من إدارة الخادم. لا تتوفر في Baïkal كلمات مرور للتطبيقات.",
      },
      {
        name: "Google وMicrosoft 365",
        address: "",
        password:
          "لا يُقبل هنا تسجيل الدخول بكلمة مرور. يُرجى استخدام زر تسجيل الدخول في هذه الصفحة إن وُجد، وإلا فالاشتراك أدناه في العنوان السري للتقويم بتنسيق ICS.",
      },
    ],
  },
  user: "اسم المستخدم",
  password: "كلمة المرور",
  passwordHint:
    "ننصح باستخدام كلمة مرور للتطبيق من إعدادات الأمان في حسابك. نختبرها الآن ونحفظها مشفّرة.",
  button: "ربط",
  busy: "جارٍ الربط…",
};
