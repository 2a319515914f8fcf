/*
 * One word for each thing; nobody's gender is assumed (verbal nouns, passive, past tense of "you"):
 * event type نوع الاجتماع · booking حجز · request طلب · meeting, calendar event اجتماع، حدث · time (slot) موعد
 * guest ضيف · extra guests ضيوف إضافيون · host المضيف · team, member فريق، عضو · owner, admin, lead مالك، مشرف، عضو رئيسي
 * confirm, decline, withdraw, cancel تأكيد، رفض، سحب، إلغاء · reschedule تغيير الموعد · approval موافقة · no-show غياب
 * availability, hours أوقات التوفر، ساعات · schedule جدول · date override تاريخ مخصّص · time off, holiday إجازة، عطلة رسمية
 * busy, available مشغول، متاح · buffer وقت فاصل · minimum notice مهلة مسبقة · booking window فترة الحجز · limit حد
 * calendar تقويم · sync مزامنة · feed خلاصة · account حساب · round robin, collective بالتناوب، مشترك
 * email بريد إلكتروني (one: رسالة) · reminder, follow-up تذكير، متابعة · private link رابط خاص · embed تضمين
 * webhook خطاف ويب · API key مفتاح API · sign in تسجيل الدخول · dashboard لوحة التحكم · whoever runs this site إدارة الموقع
 * \u2066 … \u2069 stand round examples that would be shown in the wrong order: +49 …, #1d6049, 2026-12-24, https://.
 */
export { default as booking } from "./booking.ts";
export { default as calendars } from "./calendars.ts";
export { default as dashboard } from "./dashboard.ts";
export { default as emails } from "./emails.ts";
export { default as frame } from "./frame.ts";
export { default as identity } from "./identity.ts";
export { default as landing } from "./landing.ts";
export { default as places } from "./places.ts";
export { default as refusals } from "./refusals.ts";
