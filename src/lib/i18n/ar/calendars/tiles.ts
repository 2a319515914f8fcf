/** المربعات التي تربط تقويمًا، وما يحتاجه كل مزوّد. نصوص فيها `{places}`؛ انظر `../../format.ts`. */
export default {
  title: "أين يوجد تقويمك؟",
  another: "ربط تقويم آخر",
  list: {
    google: { title: "تقويم Google", text: "سجّل الدخول بحسابك في Google." },
    microsoft: { title: "Microsoft 365 وOutlook.com", text: "سجّل الدخول بحسابك في Microsoft." },
    icloud: { title: "iCloud", text: "بكلمة مرور خاصة بالتطبيق من Apple." },
    nextcloud: { title: "Nextcloud", text: "بعنوان خادمك وكلمة مرور للتطبيق." },
    fastmail: { title: "Fastmail", text: "بكلمة مرور للتطبيق." },
    caldav: { title: "خادم CalDAV آخر", text: "mailbox.org وPosteo وRadicale وBaïkal وغيرها." },
    ics: { title: "عنوان ICS", text: "أي تقويم منشور. للقراءة فقط." },
  },
  withoutSignIn: "للقراءة فقط عبر عنوانه السري. لم يُهيَّأ تسجيل الدخول في هذا الموقع بعد.",
  refused: "لم يُربط هذا التقويم. راجع الحقل المحدد.",
  icloud: {
    title: "ربط iCloud",
    steps: [
      "افتح account.apple.com وسجّل الدخول.",
      "ضمن «تسجيل الدخول والأمن»، اختر «كلمات السر الخاصة بالتطبيقات» وأنشئ واحدة، مثلًا باسم «Invito».",
      "أدخلها أدناه. كلمة مرور حساب Apple المعتادة لا تعمل هنا.",
    ],
    user: "البريد الإلكتروني لحساب Apple",
    password: "كلمة المرور الخاصة بالتطبيق",
  },
  nextcloud: {
    title: "ربط Nextcloud",
    steps: [
      "في Nextcloud، افتح الإعدادات الشخصية ثم «الأمان».",
      "ضمن «الأجهزة والجلسات»، أنشئ كلمة مرور جديدة للتطبيق، مثلًا باسم «Invito».",
      "يعرض Nextcloud اسم المستخدم وكلمة المرور مرة واحدة. أدخلهما أدناه.",
    ],
    address: "عنوان Nextcloud",
    addressHint:
      "كما يظهر في متصفحك عند فتح Nextcloud، مثل https://cloud.example.org أو https://example.org/nextcloud.",
    user: "اسم المستخدم",
    password: "كلمة مرور التطبيق",
  },
  fastmail: {
    title: "ربط Fastmail",
    steps: [
      "في Fastmail، افتح Settings ثم Privacy & Security.",
      "ضمن Manage app passwords، أنشئ كلمة مرور جديدة تسمح بالوصول إلى التقاويم (CalDAV).",
      "أدخلها أدناه. كلمة مرور Fastmail المعتادة لا تعمل هنا.",
    ],
    user: "عنوان Fastmail",
    password: "كلمة مرور التطبيق",
  },
  ics: {
    title: "إضافة تقويم عبر عنوان ICS",
    facts: [
      "للقراءة فقط: أوقاته المشغولة تمنع الحجوزات، لكن لا يمكن إضافة حجوزات إليه.",
      "نقرؤه {every}، ومرة أخرى قبل كل حجز فوري. بعض المزوّدين يحدّثون العنوان كل بضع ساعات فقط، فقد يُحتسب الحدث الجديد متأخرًا.",
    ],
    every: {
      zero: "كل {n} دقيقة",
      one: "كل دقيقة",
      two: "كل دقيقتين",
      few: "كل {n} دقائق",
      many: "كل {n} دقيقة",
      other: "كل {n} دقيقة",
    },
  },
  unset: {
    title: "{provider} دون تسجيل دخول",
    text:
      "لم يُهيَّأ تسجيل الدخول إلى {provider} في هذا الموقع. يمكنك إضافة التقويم الآن عبر عنوانه السري، وطلب تهيئة تسجيل الدخول كي تُضاف إليه الحجوزات أيضًا.",
    stepsTitle: "إضافته عبر عنوانه السري",
    google: [
      "افتح تقويم Google على حاسوب واختر «الإعدادات».",
      "ضمن «إعدادات التقاويم الخاصة بي»، اختر تقويمك.",
      "ضمن «دمج التقويم»، انسخ «العنوان السري بتنسيق iCal». إن لم تجده، فقد عطّلته مؤسستك.",
    ],
    microsoft: [
      "افتح Outlook على الويب واختر «الإعدادات» ثم «التقويم» ثم «التقويمات المشتركة».",
      "ضمن «نشر تقويم»، اختر تقويمك و«يمكن عرض كل التفاصيل»، ثم «نشر».",
      "انسخ رابط ICS. إن لم تجد خيار النشر، فقد عطّلته مؤسستك.",
    ],
    adminTitle: "طلب تسجيل الدخول",
    adminText: "أرسل هذا إلى من يدير هذا الموقع:",
    adminLabel: "رسالة إلى من يدير هذا الموقع",
    adminNote: {
      google:
        "يلزم مشروع في Google Cloud مع تفعيل Google Calendar API، وعميل OAuth من نوع «تطبيق ويب».",
      microsoft:
        "يلزم تسجيل تطبيق في Microsoft Entra مع الأذونات المفوّضة Calendars.ReadWrite وoffline_access.",
    },
    adminMessage:
      "مرحبًا،\n\nهل يمكنك تهيئة تسجيل الدخول إلى {provider} للتقاويم في {site}؟\n\n{note}\n\nعنوان إعادة التوجيه: {redirect}\n\nثم عيّن {id} و{secret} وأعد تشغيل Invito. يشرح docs/settings.md كل خطوة.\n\nشكرًا لك!",
  },
};
