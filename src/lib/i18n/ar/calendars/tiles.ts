/** The tiles that connect a calendar, and what each provider needs. Plain texts with `{places}`; see `../../format.ts`. */
export default {
  title: "أين تقويمك؟",
  another: "ربط تقويم آخر",
  all: "عرض كل التقويمات",
  list: {
    google: { title: "تقويم Google", text: "تسجيل الدخول بحساب Google." },
    microsoft: {
      title: "Microsoft 365 وOutlook.com",
      text: "تسجيل الدخول بحساب Microsoft.",
    },
    icloud: { title: "iCloud", text: "الربط بكلمة مرور خاصة بالتطبيق من Apple." },
    nextcloud: {
      title: "Nextcloud",
      text: "الربط بعنوان الخادم وكلمة مرور للتطبيق.",
    },
    fastmail: { title: "Fastmail", text: "الربط بكلمة مرور للتطبيق." },
    caldav: {
      title: "خادم CalDAV آخر",
      text: "mailbox.org وPosteo وRadicale وBaïkal وغيرها.",
    },
    ics: { title: "عنوان ICS", text: "أي تقويم يمكن نشره. للقراءة فقط." },
  },
  /** The line of a provider whose sign-in is not set up here. */
  withoutSignIn: "للقراءة فقط عبر عنوانه السري. لم يُعدّ تسجيل الدخول في هذا الموقع بعد.",
  /** The account wasn’t connected; why stands at a field. */
  refused: "لم يُربط هذا التقويم. تجد السبب عند الحقل المحدد.",
  icloud: {
    title: "ربط iCloud",
    steps: [
      "فتح الموقع account.apple.com وتسجيل الدخول فيه.",
      "في قسم تسجيل الدخول والأمان، اختيار كلمات المرور الخاصة بالتطبيقات وإنشاء كلمة مرور، باسم «Invito» مثلًا.",
      "إدخالها أدناه. لا تعمل هنا كلمة المرور المعتادة لحساب Apple.",
    ],
    user: "عنوان البريد الإلكتروني لحساب Apple",
    password: "كلمة المرور الخاصة بالتطبيق",
  },
  nextcloud: {
    title: "ربط Nextcloud",
    steps: [
      "في Nextcloud، فتح الإعدادات الشخصية ثم الأمان.",
      "في قسم الأجهزة والجلسات، إنشاء كلمة مرور جديدة للتطبيق، باسم «Invito» مثلًا.",
      "يعرض Nextcloud اسم مستخدم وكلمة المرور مرة واحدة، ويُدخل كلاهما أدناه.",
    ],
    address: "عنوان Nextcloud",
    addressHint:
      "كما يعرضه المتصفح عند فتح Nextcloud، مثل https://cloud.example.org أو https://example.org/nextcloud.",
    user: "اسم المستخدم",
    password: "كلمة مرور التطبيق",
  },
  fastmail: {
    title: "ربط Fastmail",
    steps: [
      "في Fastmail، فتح الإعدادات (Settings) ثم Privacy & Security.",
      "في قسم Manage app passwords، إنشاء كلمة مرور جديدة مع إذن الوصول إلى التقاويم (CalDAV).",
      "إدخالها أدناه. لا تعمل هنا كلمة مرور Fastmail المعتادة.",
    ],
    user: "عنوان Fastmail",
    password: "كلمة مرور التطبيق",
  },
  /** A published calendar. */
  ics: {
    title: "إضافة تقويم بعنوان ICS",
    facts: [
      "للقراءة فقط: أوقاته المشغولة تمنع الحجز، لكن لا يمكن إضافة الحجوزات إليه.",
      "نتحقق منه {every}، ومرة أخرى قبل كل حجز فوري. لا يحدّث بعض مزوّدي الخدمة العنوان إلا كل بضع ساعات، ولذلك قد يُحتسب الحدث الجديد متأخرًا.",
    ],
    every: {
      zero: "كل دقيقة",
      one: "كل دقيقة",
      two: "كل دقيقتين",
      few: "كل {n} دقائق",
      many: "كل {n} دقيقة",
      other: "كل {n} دقيقة",
    },
  },
  /** In place of a sign-in that the operator has not set up. */
  unset: {
    title: "{provider} دون تسجيل الدخول",
    text:
      "لم يُعدّ تسجيل الدخول إلى {provider} في هذا الموقع. يمكنك إضافة التقويم الآن بعنوانه السري، وطلب إعداد تسجيل الدخول لتُضاف الحجوزات إليه أيضًا.",
    stepsTitle: "الإضافة بالعنوان السري",
    google: [
      "فتح تقويم Google على حاسوب واختيار «الإعدادات».",
      "اختيار تقويمك من القائمة الجانبية في قسم «إعدادات تقاويمي».",
      "نسخ «العنوان السري بتنسيق iCal» من قسم «دمج التقويم». إذا لم يظهر، فقد أوقفته مؤسستك.",
    ],
    microsoft: [
      "فتح Outlook على الويب واختيار «الإعدادات» ثم «التقويم» ثم «التقويمات المشتركة».",
      "في قسم «نشر تقويم»، اختيار تقويمك و«يمكنه عرض كافة التفاصيل» ثم «نشر».",
      "نسخ رابط ICS. إذا لم يظهر النشر، فقد أوقفته مؤسستك.",
    ],
    adminTitle: "طلب إعداد تسجيل الدخول",
    adminText: "يُرسل هذا إلى إدارة الموقع:",
    adminLabel: "رسالة إلى إدارة الموقع",
    adminNote: {
      google:
        "يلزم لذلك مشروع في Google Cloud console مع تفعيل Google Calendar API، وعميل OAuth من النوع «Web application».",
      microsoft:
        "يلزم لذلك تسجيل تطبيق في Microsoft Entra مع الأذونات المفوّضة Calendars.ReadWrite وoffline_access.",
    },
    adminMessage:
      "مرحبًا،\n\nهل يمكن إعداد تسجيل الدخول إلى {provider} للتقاويم في {site}؟\n\n{note}\n\nعنوان التحويل: {redirect}\n\nبعد ذلك يُضبط {id} و{secret} ويُعاد تشغيل Invito. يشرح الملف docs/settings.md كل خطوة.\n\nمع الشكر!",
  },
};
