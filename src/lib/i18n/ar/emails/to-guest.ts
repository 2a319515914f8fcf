import { everyForm } from "../every-form.ts";

/** Emails about a booking that only its guest gets. */
export default {
  verifyEmailAddress: {
    label: "تأكيد البريد الإلكتروني",
    subject: "يُرجى تأكيد بريدك الإلكتروني: {title} مع {host}، {when}",
    heading: "تأكيد بريدك الإلكتروني لإرسال طلبك",
    body:
      "طُلب هذا الموعد مع {host} باستخدام عنوان بريدك الإلكتروني، ونرجو أن يكون الطلب منك. يبقى الموعد محجوزًا مؤقتًا حتى {deadline}. يُرجى تأكيد بريدك الإلكتروني لإرسال الطلب إلى {host}.",
    button: "تأكيد طلبي",
    after:
      "إذا لم يكن الطلب منك، فيمكنك تجاهل هذه الرسالة. سيصبح الموعد متاحًا للآخرين ولن تصلك رسائل أخرى بشأنه.",
  },

  requestReceived: {
    label: "استلام الطلب",
    subject: "أُرسل الطلب: {title} مع {host}، {when}",
    heading: "أُرسل طلبك إلى {host}",
    body: everyForm(
      "مهلة الرد أمام {host} حتى {deadline}. ويبقى الموعد محجوزًا لك مؤقتًا إلى ذلك الحين.",
    ),
    stale:
      "عادةً ما تُؤكَّد هذه الاجتماعات فورًا، لكن تعذّر التحقق من تقويم {host}، ولذلك يتطلب حجزك الموافقة.",
    next: "سنراسلك فور وصول الرد.",
    button: "عرض طلبك",
  },

  guestConfirmed: {
    label: "تأكيد",
    subject: "تم التأكيد: {title} مع {host}، {when}",
    heading: "تم تأكيد حجزك",
    body: everyForm("نتمنى لك لقاءً طيبًا مع {host}."),
    calendar: "يمكنك إضافة الاجتماع إلى تقويمك عبر الدعوة المرفقة.",
    button: "عرض الحجز",
  },

  rejected: {
    label: "رفض",
    subject: "تم الرفض: {title} مع {host}، {when}",
    heading: "لم يحظَ هذا الموعد بموافقة {host}",
    body: "لم يعد الموعد محجوزًا لك.",
    button: "اختيار موعد آخر",
  },

  expired: {
    label: "انتهاء صلاحية الطلب",
    subject: "انتهت صلاحية الطلب: {title} مع {host}، {when}",
    heading: "انتهت صلاحية طلبك",
    body: "لم يصل رد من {host} في الوقت المحدد، ولذلك لم يعد الموعد محجوزًا لك.",
    button: "اختيار موعد آخر",
  },

  guestCancelled: {
    label: "إلغاء",
    subject: "إلغاء: {title} مع {host}، {when}",
    heading: "تم إلغاء اجتماعك",
    byHost: everyForm("تم الإلغاء من قِبل {host}، ولم يعد الموعد محجوزًا لك."),
    byYou: everyForm("لقد ألغيت الاجتماع، وتم إرسال إشعار إلى {host}."),
    calendar: "التحديث المرفق يزيله من تقويمك.",
    button: "حجز موعد آخر",
  },

  guestRescheduled: {
    label: "تغيير الموعد",
    subject: "تغيّر الموعد: {title} مع {host}، الموعد الجديد {when}",
    heading: "تغيّر موعد اجتماعك",
    body: "كان موعده الأصلي {was}. تجد الموعد الجديد أدناه.",
    back: "كان موعده قد تغيّر، ثم عاد الآن إلى الموعد المعروف لديك.",
    calendar: "الدعوة المرفقة تحدّثه في تقويمك.",
    button: "عرض الحجز",
  },

  rescheduleRequestReceived: {
    label: "استلام طلب تغيير الموعد",
    subject: "أُرسل طلب تغيير الموعد: {title} مع {host}",
    heading: "أُرسل طلب تغيير الموعد إلى {host}",
    body: everyForm(
      "لقد طلبت {to}. مهلة الرد أمام {host} حتى {deadline}. وإلى ذلك الحين يبقى اجتماعك في موعده الحالي، ويظل الموعدان محجوزين لك.",
    ),
    button: "عرض الحجز",
  },

  rescheduleDeclined: {
    label: "رفض طلب تغيير الموعد",
    subject: "لم يتغير الموعد: {title} مع {host}، {when}",
    heading: "يبقى اجتماعك في موعده الحالي",
    body: "لم يحظَ الموعد الجديد الذي طلبته بموافقة {host}.",
    button: "عرض الحجز",
  },

  rescheduleExpired: {
    label: "انتهاء صلاحية طلب تغيير الموعد",
    subject: "لم يتغير الموعد: {title} مع {host}، {when}",
    heading: "يبقى اجتماعك في موعده الحالي",
    body: "لم يصل رد من {host} على طلب تغيير الموعد في الوقت المحدد.",
    button: "عرض الحجز",
  },

  timesProposed: {
    label: "مواعيد أخرى مقترحة",
    subject: "مواعيد أخرى مقترحة: {title} مع {host}",
    heading: "مواعيد أخرى مقترحة من {host}",
    body:
      "طلبك للموعد أدناه مفتوح حتى {deadline}. إذا كان أحد هذه المواعيد أنسب لك، فيمكنك اختياره:",
    button: "عرض طلبك",
    after: "يمكنك مراجعة الموعد الجديد قبل تأكيده.",
  },
};
