/** What the mail server did; kept with the email and shown on the page of emails. */
export default {
  recipient: "رفض خادم البريد هذا المستلم: {response}",
  content: "رفض خادم البريد هذه الرسالة: {response}",
  signIn:
    "رفض خادم البريد اسم المستخدم أو كلمة المرور. يُرجى التحقق من INVITO_SMTP_USER وINVITO_SMTP_PASSWORD. رد الخادم: {response}",
  sender:
    "لا يسمح خادم البريد بالإرسال من هذا العنوان. يُرجى التحقق من INVITO_SMTP_FROM. رد الخادم: {response}",
  relay:
    "رفض خادم البريد تمرير الرسائل. يُرجى التحقق من INVITO_SMTP_PORT وINVITO_SMTP_USER. رد الخادم: {response}",
  tls: "تعذّر إنشاء اتصال آمن بخادم البريد: {response}",
  unreachable: "لم يستجب خادم البريد: {response}",
  later: "طلب خادم البريد إعادة المحاولة لاحقًا: {response}",
  address: "عنوان البريد الإلكتروني هذا غير صالح.",
};
