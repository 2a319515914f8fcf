/** Emails about where a meeting takes place. */
export default {
  guestLocationChanged: {
    label: "المكان",
    subject: "مكان الاجتماع: {title} مع {host}، {when}",
    heading: "مكان الاجتماع",
    body: "تم تحديد مكان اجتماعك. يبقى الموعد كما هو.",
    calendar: "الدعوة المرفقة تحدّثه في تقويمك.",
    button: "عرض الحجز",
  },

  hostLocationChanged: {
    label: "المكان",
    subject: "مكان جديد: {title} مع {guest}، {when}",
    heading: "مكان جديد لاجتماعك مع {guest}",
    body: "تم إرسال إشعار إلى {guest}. يبقى الموعد كما هو.",
    calendar: "الدعوة المرفقة تحدّثه في تقويمك.",
    button: "عرض الحجز",
  },

  hostConferenceFailed: {
    label: "لا رابط فيديو",
    subject: "لا رابط فيديو: {title} مع {guest}، {when}",
    heading: "تعذّر إنشاء رابط الفيديو",
    body:
      "الاجتماع مع {guest} مؤكد، لكن تقويمك لم يُنشئ رابط {conference}. لم يصل الرابط إلى {guest} بعد.",
    next: "يمكنك فتح الحجز لإعادة المحاولة أو لتحديد مكان آخر، ويُرسل إشعار إلى {guest} فورًا.",
    button: "تحديد المكان",
  },
};
