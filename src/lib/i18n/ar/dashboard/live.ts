/** Browser notifications of new requests. */
export default {
  notify: "تنبيهي إلى الطلبات الجديدة",
  notifying: "إيقاف التنبيهات",
  on: "سيصلك تنبيه هنا عند ورود طلب اجتماع.",
  blocked: "يحظر المتصفح التنبيهات من هذا الموقع. يمكنك السماح بها في إعداداته.",
  requested: "طلب اجتماع من {guest}",
  reschedule: "طلب موعد آخر من {guest}",
  details: "{type} · {when}",
};
