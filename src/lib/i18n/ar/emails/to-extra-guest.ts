import { everyForm } from "../every-form.ts";

/** Emails about extra guests: to them, and to the guest who brings them along. */
export default {
  verifyToInvite: {
    label: "تأكيد بريدك الإلكتروني لدعوة الضيوف",
    subject: "يُرجى تأكيد بريدك الإلكتروني لدعوة ضيوفك: {title}، {when}",
    heading: "تأكيد بريدك الإلكتروني لدعوة ضيوفك",
    body:
      "حجزك مؤكد. تصل الدعوة إلى الضيوف الذين أضفتهم بعد تأكيدك أن عنوان البريد الإلكتروني هذا لك.",
    button: "دعوة ضيوفي",
    after: "إذا لم يكن هذا الحجز منك، فيمكنك تجاهل هذه الرسالة. لن تُرسل أي دعوة.",
  },

  extraGuestInvited: {
    label: "دعوة",
    subject: "دعوة: {title} مع {host}، {when}",
    heading: "دعوة إلى اجتماع من {guest}",
    body: everyForm("تمت إضافتك من قِبل {guest} إلى اجتماع مع {host}."),
    calendar: "يمكنك إضافة الاجتماع إلى تقويمك عبر الدعوة المرفقة.",
    changes:
      "لا يناسبك الموعد، أو لا علم لك بهذا الاجتماع؟ يُرجى إبلاغ {guest}، ويمكن عندها إزالتك منه.",
  },

  extraGuestUpdated: {
    label: "تغيّر الاجتماع",
    subject: "تغيير: {title} مع {host}، {when}",
    heading: "تغيّر اجتماعك",
    body: everyForm("اجتماعك مع {host}."),
    calendar: "الدعوة المرفقة تحدّثه في تقويمك.",
  },

  extraGuestCancelled: {
    label: "إلغاء",
    subject: "إلغاء: {title} مع {host}، {when}",
    heading: "تم إلغاء هذا الاجتماع",
    body: everyForm("لن يُعقد اجتماعك مع {host}."),
    calendar: "التحديث المرفق يزيله من تقويمك.",
  },

  extraGuestRemoved: {
    label: "إلغاء الدعوة",
    subject: "إلغاء الدعوة: {title} مع {host}، {when}",
    heading: "لم تعد ضمن المدعوين إلى هذا الاجتماع",
    body: "تمت إزالتك من قِبل {guest} من الاجتماع مع {host}.",
    calendar: "التحديث المرفق يزيله من تقويمك.",
  },
};
