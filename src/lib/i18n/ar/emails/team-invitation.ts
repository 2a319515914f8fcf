/** The email that invites to a team. Plain texts with `{places}`; see `../../format.ts`. */
export default {
  subject: "دعوة من {inviter} إلى {team}",
  heading: "الانضمام إلى {team}",
  body:
    "وصلتك دعوة من {inviter} للانضمام عضوًا إلى فريق {team} على {service}. وبعدها يمكن للضيوف حجز مواعيد معك ضمن الفريق.",
  bodyAdmin:
    "وصلتك دعوة من {inviter} للانضمام مشرفًا إلى فريق {team} على {service}. وبعدها يمكن للضيوف حجز مواعيد معك ضمن الفريق، ويمكنك إدارته.",
  until: "الدعوة صالحة حتى {until}.",
  button: "عرض الدعوة",
  ignore: "لا تتم العضوية إلا بعد قبولك. وإلا فيمكنك الرفض أو تجاهل هذه الرسالة.",
  automatic: "أُرسلت هذه الرسالة من {service} لأنك تلقيت دعوة من {inviter} إلى فريق.",
};
