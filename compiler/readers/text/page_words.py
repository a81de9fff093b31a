"""Words by which the furniture of web pages is known: menus, sharing, consent, tags, subscriptions, other pages."""

from __future__ import annotations

import re

from .words import word_set

_FURNITURE = (
    # menus
    r"add (new|a) comment|post (new|a) comment|(send|e-?mail) (this )?to (a )?friends?|printer[- ]friendly( version| page)?|"
    r"skip to (main )?(content|navigation)|home|news|menu|search|archives?|about( us)?|contact( us)?|log ?in|"
    r"log ?out|sign (in|up|out)|"
    r"register|subscribe( now)?|donate|shop|sitemap|rss( feed)?|faq|imprint|back to top|(scroll )?to( the)? top|"
    r"top|navigation|"
    r"main menu|toggle navigation|(next|previous|older|newer)( (post|article|page|entry|story|posts|entries))?s?|"
    r"startseite|kontakt|impressum|datenschutz(erklärung)?|suche|anmelden|drucken|teilen|artikel (empfehlen|"
    r"drucken|teilen|merken)|"
    r"accueil|recherche|mentions légales|imprimer|partager|s’abonner|inicio|buscar|contacto|imprimir|compartir|"
    r"aviso legal|"
    r"خانه|صفحه (اصلی|نخست)|تماس با ما|درباره(ٔ|‌ی)? ?ما|جستجو|ورود|ثبت[‌ ]?نام|عضویت( در خبرنامه)?|"
    r"اشتراک[‌ ]?گذاری.*|چاپ|ارسال( به دوستان)?|"
    r"الرئيسية|اتصل بنا|من نحن|بحث|تسجيل الدخول|طباعة|مشاركة|شارك( هذا)?( المقال| الخبر)?|דף הבית|צור קשר|אודות|חיפוש|הדפסה|שתפו?",
    # cookies, consent
    r"(accept|reject|allow|manage)( all)?( cookies)?|(cookie )?settings|(manage )?preferences|i agree|got it|"
    r"alle akzeptieren|tout accepter|aceptar( todo)?|cookies?",
    # sharing
    r"share( this)?( (post|article|page|story))?( on .*| via .*|:)?|(click to )?(share|tweet|email|e-mail|print|"
    r"pin)( (this|a link).*| on .*|:)?|"
    r"(share|follow|tweet|like|post)( us)?( on)? (facebook|twitter|x|linkedin|pinterest|whatsapp|telegram|"
    r"reddit|instagram|youtube)|"
    r"facebook|twitter|linkedin|pinterest|whatsapp|telegram|reddit|instagram|youtube|tumblr|e-?mail( this.*)?|"
    r"print( (this|recipe|page).*)?|"
    r"tweet|copy link|like( this)?:?|like loading.*|loading.*|followed? by \d+.*|jump to (recipe|content|comments)|"
    r"rate this.*|[★☆ ]{3,}.*",
    # tags, categories, reading time
    r"(tags?|tagged|filed under|categor(y|ies)|topics?|labels?|schlagwörter|stichwörter|mots[- ]clés|étiquettes|"
    r"etiquetas|"
    r"برچسب[‌ ]?ها|کلیدواژه[‌ ]?ها|دسته[‌ ]?بندی|الوسوم|وسوم|كلمات مفتاحية|תגיות)( in)?\s?:.*|(tags?|categories|"
    r"topics)|"
    r"\d+ (min(ute)?s?\.? read|views?|likes?|shares?|comments?)|(estimated )?reading time:? .*|lesezeit:? .*|"
    r"temps de lecture.*",
    # subscriptions, advertising, legal
    r"(sign up|subscribe|register) (for|to|now|here|today)\b.*|(get|join) (our|the|my)\b.{0,40}\b(newsletter|"
    r"letter|mailing list|updates|inbox)\b.*|"
    r"((our|free|weekly|daily|e-?mail|monthly) )*newsletters?( sign[- ]?up)?|(sign up|subscribe|join|"
    r"receive).{0,60}\b(newsletter|mailing list)\b.*|(enter )?your e-?mail( address)?.*|(privacy|"
    r"cookie)( policy| notice)?|terms( (of|and) .*)?|advertis(e|ing|ement)s?( with us)?|"
    r"sponsored( content)?|(©|\(c\)|copyright)\b.*\d{4}.*|©.*|all rights reserved.*|alle rechte vorbehalten.*|"
    r"tous droits réservés.*|"
    r"powered by .*|about the author|disclaimer|careers|press|(continue|keep) reading.*|read (more|"
    r"the full (story|article))( ?[.…»→>]*)?|"
    r"weiterlesen|lire la suite|leer más|ادامه مطلب|(تمامی|کلیه|همه)( ی| ?‌ی)? حقوق .*محفوظ.*|"
    r"جميع الحقوق محفوظة.*|אין לשכפל.*|כל הזכויות שמורות.*|"
    r"\*{3} ?(start|end) of (the|this) project gutenberg.*|(end of )?project gutenberg(’s|'s)? .*|reply|"
    r"show more|(کد|شناسه) (خبر|مطلب)\s?:.*|انتهای (پیام|خبر)/?|نام|ایمیل|ارسال|برچسب[‌ ]?ها|کد امنیتی|"
    r"from wikipedia, the free encyclopedia|jump to (navigation|search).*|posted by .{1,40} at \d+[:.]\d\d.{0,6}|"
    r"(no|\d+) (comments?|responses|replies)|ask question|(asked|answered|modified|"
    r"edited|viewed|active) .{0,30}(ago|times|today|\d{4}.{0,12})|sorted by:?|improve this (question|answer)|"
    r"follow|flag|edit|load more|view all|see all|"
    r"posted in .*|permalink|bookmark the permalink.*|"
    r"from .{2,40}, the (free )?encyclopa?edia.*|jump to (the )?(main )?(navigation|search|content|contents|menu|sidebar|bottom)|"
    r"retrieved from .*|(this page was )?last (edited|modified|changed|updated) (on|by|at) .*|hidden categories:.*|disclaimers?",
    # what letters and posts sent to subscribers carry
    r"unsubscribe\b.*|"
    r"(manage|change|update|edit)( your| my)?( e-?mail| newsletter| subscription)* (preferences|subscription|settings)\b.*|"
    r"(این )?(ایمیل|نامه|پیام) را در مرورگر.{0,30}|(مشاهده|نمایش) در مرورگر|عرض (الرسالة )?في المتصفح|"
    r"view (this )?(e-?mail |message |newsletter )?in (your |a )?browser.*|"
    r"(you are|you’re|you're) receiving this .*|"
    r"to (unsubscribe|stop receiving)(,|:| from (this|these|our|all|the list)| these| click| please|$).*|"
    r"no longer (want|wish) to receive .*|"
    r".{2,60} is a (reader|listener|member)-(supported|funded) .{0,80}\b(subscri|support).*|"
    r"thanks for reading\b.{0,60}|thanks for reading\b.*(subscri|share ).*|this (post|letter|issue) is public.*|"
    r"discussion about this (post|article)|restacks|our standards:.{0,90}|ready for more\??|"
    r"(start writing|get the app|collection notice|"
    r"reuse this content|open in app|listen to (this )?(article|story)|save (article|story))|لغو (عضویت|اشتراک).*|إلغاء الاشتراك.*",
    # the next and the last
    r"←.{1,120}|.{1,120}→|[«‹<]+ ?(previous|prev|older|back|zurück|précédent|anterior|قبلی|السابق)\b.{0,120}|"
    r"(?!.*[«“])((next|newer|weiter|suivant|siguiente|بعدی|التالي)\b.{0,60}?|.{0,60}\b(next|newer|weiter|"
    r"suivant|siguiente) ?)[»›>]+|"
    r"(previous|next) (post|article|story|page|chapter): .{1,120}|"
    r"in [\"“].{1,40}[\"”]",
)
FURNITURE = re.compile("|".join(f"(?:{part})" for part in _FURNITURE), re.IGNORECASE)

NEVER_HEADS = word_set(
    "advertisement werbung anzeige publicité publicidad آگهی تبلیغات إعلان إعلانات subscribe share tweet print reply login"
)
"""Single words of furniture that head no text anywhere."""

_COOKIES = re.compile(r"\bcookies?\b|کوکی", re.IGNORECASE)
_CONSENT = re.compile(
    r"\b(this|our|the|diese|unsere|ce|este|web) ?(web)?(site|seite|page|sitio)\b|\bwebsite|\bbrows(er|ing)|"
    r"\bconsent|\baccept|\bpreferences|\bsettings|"
    r"\bexperience\b|cookie (policy|notice)|verwende[nt]|utilis(e|ons)|utilizamos|usamos",
    re.IGNORECASE,
)
_SURE = re.compile(
    r"rights reserved|rechte vorbehalten|droits réservés|محفوظ|שמורות|©|privacy|newsletter|subscri|"
    r"sign up|gutenberg|advertis|receiving this|thanks for reading|last (edited|modified)|retrieved from",
    re.IGNORECASE,
)

NEIGHBOUR = re.compile(
    r"(previous|prev|next|zurück|weiter|vorheriger|nächster|précédent|suivant|anterior|siguiente|قبلی|بعدی|السابق|التالي)"
    r"( (post|article|story|page|entry|beitrag|artikel))?\s?:\s?\S",
    re.IGNORECASE,
)
"""What leads to the page before or after this one."""

MORE = re.compile(
    r"(…|\.\.\.|\[…\]|\[\.\.\.\])\s*\(?(read more|continue reading|(?<=\()more|weiterlesen|lire la suite|leer más|"
    r"ادامه مطلب|بیشتر بخوانید|اقرأ المزيد)\b\W{0,4}$",
    re.IGNORECASE,
)
"""How the beginning of another page is cut off."""
CUT = re.compile(rf"[\w,] ?\[(?:…|\.\.\.)\]$|{MORE.pattern}", re.IGNORECASE)


def furniture(text: str) -> bool:
    """True if the line `text` is known page furniture: a menu, sharing, consent, tags, subscription, copyright."""
    plain = text.strip().rstrip(":").strip()
    if len(text) <= 400 and _COOKIES.search(plain) and _CONSENT.search(plain):
        return True
    if len(text) > 240 or not plain or not FURNITURE.fullmatch(plain):
        return False
    sentence = plain[-1] in ".!?؟۔" and len(plain.split()) >= 9
    return not sentence or bool(_SURE.search(plain))
