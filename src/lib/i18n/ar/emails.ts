import alerts from "./emails/alerts.ts";
import errors from "./emails/errors.ts";
import list from "./emails/list.ts";
import location from "./emails/location.ts";
import signIn from "./emails/sign-in.ts";
import teamInvitation from "./emails/team-invitation.ts";
import team from "./emails/team.ts";
import toExtraGuest from "./emails/to-extra-guest.ts";
import toGuest from "./emails/to-guest.ts";
import toHost from "./emails/to-host.ts";
import { everyForm } from "./every-form.ts";

/** Emails, mail server errors and the page that lists emails. Plain texts with `{places}`; see `../format.ts`. */
export default {
  greeting: "مرحبًا {name}،",
  greetingNobody: "مرحبًا،",
  /** Sender of emails to guests. */
  fromHost: "{host} عبر {service}",
  automatic: "أُرسلت هذه الرسالة من {service} لأن حجزًا أُجري بعنوان البريد الإلكتروني هذا.",
  automaticExtraGuest:
    "أُرسلت هذه الرسالة من {service} لأن عنوان البريد الإلكتروني هذا أُضيف إلى حجز من قِبل {guest}.",
  automaticHost: "أُرسلت هذه الرسالة من {service} لأن صفحة الحجز هذه لك.",
  replies: "للتواصل مع {name} يكفي الرد على هذه الرسالة.",

  /** Less important links after the buttons. */
  links: {
    reschedule: "تغيير الموعد",
    cancel: "إلغاء",
    google: "تقويم Google",
    outlook: "Outlook",
    file: "ملف تقويم (\u2066.ics\u2069)",
  },

  /** Of several guests who share a time, or of many members. */
  andOthers: {
    zero: "{name} وآخرين",
    one: "{name} وشخص آخر",
    two: "{name} وشخصين آخرين",
    few: "{name} و{n} آخرين",
    many: "{name} و{n} آخرين",
    other: "{name} و{n} آخرين",
  },

  series: {
    dates: {
      zero: "{n} موعد",
      one: "موعد واحد",
      two: "موعدان",
      few: "{n} مواعيد",
      many: "{n} موعدًا",
      other: "{n} موعد",
    },
    label: "المواعيد",
    when: {
      zero: "{when}",
      one: "{when}",
      two: "موعدان ابتداءً من {when}",
      few: "{n} مواعيد ابتداءً من {when}",
      many: "{n} موعدًا ابتداءً من {when}",
      other: "{n} موعد ابتداءً من {when}",
    },
    removal:
      "يوضّح الملف المرفق أن هذه المواعيد أُلغيت. لا تزيلها كل التقاويم تلقائيًا: إذا بقيت في تقويمك فيُرجى حذفها يدويًا.",
  },

  labels: {
    guestTime: "بتوقيت الضيف",
    guest: "الضيف",
    phone: "الهاتف",
    email: "البريد الإلكتروني",
    where: "المكان",
    note: "ملاحظات",
    extraGuests: "ضيوف إضافيون",
    message: "رسالة من {name}",
    team: "الفريق",
    hosts: "مع",
    together: "معك",
  },

  ...toGuest,
  ...toExtraGuest,
  ...toHost,

  reminder: {
    label: "تذكير",
    subject: "تذكير: {title} مع {host}، {when}",
    heading: "تذكير: {title}",
    body: everyForm("نتمنى لك لقاءً طيبًا مع {host}."),
    button: "عرض الحجز",
    cannot: "لا يناسبك الموعد؟ يُرجى تغيير الموعد أو إلغاؤه ليتمكن غيرك من الاستفادة من الوقت.",
    subjectHost: "تذكير: {title} مع {guest}، {when}",
    headingHost: "تذكير: اجتماع مع {guest}",
    bodyHost: "اقترب موعد هذا الاجتماع.",
    buttonHost: "عرض الحجز",
  },

  followUp: {
    label: "متابعة",
    subject: "بعد اجتماعك: {title} مع {host}",
    heading: "شكرًا لحضورك",
    body: everyForm(
      "مع الشكر من {host} على وقتك. إذا رغبت في لقاء آخر، فيمكنك حجز موعد جديد.",
    ),
    button: "حجز موعد آخر",
    subjectHost: "بعد اجتماعك: {title} مع {guest}",
    headingHost: "انتهى اجتماعك مع {guest}",
    bodyHost: "في حال غياب {guest}، يمكنك تسجيل ذلك في الحجز.",
    buttonHost: "عرض الحجز",
  },

  ...alerts,
  ...signIn,

  teamInvitation,

  invitation: {
    summary: "{title}: {people}",
    with: "مع {name}",
    manage: "حجزك: {link}",
  },

  errors,
  list,
  ...team,
  ...location,
};
