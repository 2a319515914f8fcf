/** Emails about who of a team meets the guest. */
export default {
  /** Why a member gets emails. */
  automaticMember: "أُرسلت هذه الرسالة من {service} بصفتك من أعضاء {team}.",

  guestReassigned: {
    label: "مضيف آخر",
    subject: "اجتماعك الآن مع {host}: {title}، {when}",
    heading: "اجتماعك الآن مع {host}",
    body: "يبقى الموعد والمكان كما هما.",
    calendar: "الدعوة المرفقة تحدّثه في تقويمك.",
    subjectPending: "أُحيل الطلب إلى {host}: {title}، {when}",
    headingPending: "أُحيل طلبك إلى {host}",
    button: "عرض الحجز",
  },

  hostAssigned: {
    label: "اجتماع أُسند إليك",
    subject: "اجتماع جديد: {title} مع {guest}، {when}",
    heading: "لديك اجتماع مع {guest}",
    body: "أسند إليك {team} هذا الاجتماع، وتم إرسال إشعار إلى {guest}.",
    bodyTogether: "أصبحت من المشاركين في هذا الاجتماع مع {team}، وتم إرسال إشعار إلى {guest}.",
    calendar: "تجد دعوة تقويم مرفقة.",
    button: "عرض الحجز",
  },

  hostReleased: {
    label: "اجتماع أُسند إلى غيرك",
    subject: "لم يعد من اجتماعاتك: {title} مع {guest}، {when}",
    heading: "لم يعد هذا الاجتماع من اجتماعاتك",
    body: "أُسند إلى {host}، وأصبح الوقت متاحًا من جديد.",
    bodyTogether: "لم تعد من المشاركين فيه، وأصبح الوقت متاحًا من جديد.",
    calendar: "التحديث المرفق يزيله من تقويمك.",
    button: "عرض حجوزاتك",
  },

  memberWithdrew: {
    label: "تعذّر حضور أحد الأعضاء",
    subject: "تعذّر حضور {member}: {title} مع {guest}، {when}",
    heading: "تعذّر حضور {member}",
    body: "تم الاعتذار عن الحضور من قِبل {member}. يُعقد الاجتماع بباقي المشاركين.",
    calendar: "تجد دعوة محدَّثة مرفقة.",
    button: "عرض الحجز",
  },

  /** Beside the email about a calendar change that was not applied, for a member of a collective. */
  changeForAll: {
    body: "لقد نقلت هذا الاجتماع إلى {was} في تقويمك، لكن ليس جميع المشاركين متاحين في ذلك الوقت.",
    stays:
      "يبقى الاجتماع في الموعد أدناه، ولم يُرسل أي إشعار إلى {guest}. سيعود الحدث في تقويمك إلى ذلك الموعد.",
  },
};
