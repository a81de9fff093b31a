"""The words by which pages give away what a line is, by language: small tables, asked by the rules."""

from __future__ import annotations

import re

_MONTHS = {
    1: "january jan januar janvier enero jänner יanuar ינואר يناير كانون_الثاني ژانویه",
    2: "february feb februar février fevrier febrero פברואר فبراير شباط فوریه",
    3: "march mar märz maerz mars marzo מרץ مارس آذار",
    4: "april apr avril abril אפריל أبريل ابريل نيسان آوریل",
    5: "may mai mayo מאי مايو أيار ايار مه",
    6: "june jun juni juin junio יוני يونيو حزيران ژوئن",
    7: "july jul juli juillet julio יולי يوليو تموز ژوئیه",
    8: "august aug août aout agosto אוגוסט أغسطس اغسطس آب اوت",
    9: "september sep sept septembre septiembre ספטמבר سبتمبر أيلول ايلول سپتامبر",
    10: "october oct oktober okt octobre octubre אוקטובר أكتوبر اكتوبر تشرين_الأول تشرين_الاول اکتبر",
    11: "november nov novembre noviembre נובמבר نوفمبر تشرين_الثاني نوامبر",
    12: "december dec dezember dez décembre diciembre דצמבר ديسمبر كانون_الأول كانون_الاول دسامبر",
}
_JALALI = "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند"
_BY_NAME = {name: number for number, names in _MONTHS.items() for name in names.split()}
_BY_JALALI = {name: number for number, name in enumerate(_JALALI.split(), 1)}
_TWO_WORDS = re.compile(r"\b(كانون|تشرين) (الثاني|الأول|الاول)\b")


def word_set(text: str) -> frozenset[str]:
    """The words of `text`, which are parted by blanks."""
    return frozenset(text.split())


BESIDE_DATES = word_set(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun "
    "montag dienstag mittwoch donnerstag freitag samstag sonntag lundi mardi mercredi jeudi vendredi "
    "samedi dimanche lunes martes miércoles jueves viernes sábado domingo شنبه یکشنبه دوشنبه سه چهارشنبه "
    "پنجشنبه پنج‌شنبه جمعه الأحد الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت יום ראשון שני "
    "שלישי רביעי חמישי שישי שבת posted published updated last on at by the of in date created modified "
    "filed am pm gmt utc est edt am vom den stand um uhr veröffentlicht aktualisiert le publié mis à jour "
    "el publicado تاریخ انتشار نشر في بتاريخ ساعت th st nd rd de del und and to bis admin"
)

LABEL = re.compile(
    r"(for )?immediate release( .{0,30}\d{4})?|(press|news|media) (release|statement)|embargoed? until .{2,40}|"
    r"communiqué( de presse)?|pour diffusion immédiate|pressemitteilung|zur sofortigen veröffentlichung|nota de prensa|"
    r"comunicado de prensa|(اطلاعیه|بیانیه)(ٔ|‌ی| ی)? مطبوعاتی|(بيان|بلاغ) صحفي|"
    r"[-–— ]*(?-i:ENDS?|E N D S)[-–— .]*|[-–—]+ ?(ends?|30) ?[-–—]+",
    re.IGNORECASE,
)
"""What a press office prints above or below its text: no title, no heading."""

NOTES = re.compile(
    r"(foot|end)?notes|notes and references|references|anmerkungen|fußnoten|notas|پی[‌ ]?نوشت(‌?ها)?|"
    r"پا[‌ ]?نوشت(‌?ها)?|"
    r"یادداشت[‌ ]?ها|زیرنویس(‌?ها)?|الهوامش|هوامش|הערות",
    re.IGNORECASE,
)
SIGNED = re.compile(
    r"(list of )?(the )?(first )?(signator(y|ies)|signatures|signed by|undersigned)|"
    r"unterzeichner(innen)?|erstunterzeichner|signataires|"
    r"firmantes|امضا[‌ ]?(کنندگان|ها)|الموقعون|חתומים",
    re.IGNORECASE,
)
"""What heads the names under a letter."""

CONTENTS = re.compile(
    r"(table of )?contents|in this (report|article|issue|paper|document|book)|inhalt(sverzeichnis)?|sommaire|"
    r"table des matières|índice|contenido|فهرست( مطالب| مندرجات)?|المحتويات|الفهرس|תוכן( העניינים)?",
    re.IGNORECASE,
)
ALSO_READ = re.compile(
    r"(also|further|read (also|next)|see also|more on this|recommended( for you)?|you (may|might) also (like|"
    r"be interested in)|"
    r"related( (posts?|articles?|stor(y|ies)|items?|links?|news|reading|content))?|also read|more from\b.*|"
    r"most (read|viewed|popular)|"
    r"mehr zum thema|lesen sie (auch|mehr)|das könnte sie auch interessieren|verwandte artikel|à lire aussi|"
    r"lire aussi|"
    r"sur le même sujet|articles liés|lea también|le puede interesar|noticias relacionadas|"
    r"(همچنین|بیشتر) بخوانید|مطالب (مرتبط|مشابه|پربازدید)|اخبار مرتبط|نوشته[‌ ]?های مرتبط|پیوندهای مرتبط|"
    r"اقرأ (أيضا|أيضاً|ايضا|المزيد)|مواضيع (ذات صلة|مرتبطة)|أخبار ذات صلة|الأكثر قراءة|קראו (גם|עוד)|"
    r"כתבות (קשורות|נוספות))",
    re.IGNORECASE,
)
COMMENTS = re.compile(
    r"(\d+ )?(reader )?(comments?|replies|responses|kommentare?|commentaires?|comentarios?)( \(?\d+\)?)?( on .*)?|"
    r"(\d+ )?(thoughts?|responses?|comments?) (on|to) .*|(leave|post|write|add) a (comment|reply).*|"
    r"(نظرات|نظر شما|ارسال نظر|دیدگاه[‌ ]?ها|نظر دهید|دیدگاهتان را بنویسید|التعليقات|تعليقات|اترك تعليقا|"
    r"תגובות)( \(?\d+\)?)?",
    re.IGNORECASE,
)

_FURNITURE = (
    # menus
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
_NO_PLACES = word_set(
    "NOTE WARNING UPDATE UPDATED EXCLUSIVE OPINION BREAKING REVIEW CAUTION IMPORTANT ANALYSIS VIDEO EDITORIAL"
)

LINK = re.compile(
    r"links? to (the |a |an )?(\w+ ){0,3}(source|original|report|article|translation|file|version|text|page|pdf|"
    r"video|full \w+|document)\b.{0,40}|"
    r"(download|click here|read|view|open|see)( to download)?( the| as| this| here)?( (full|original|whole|"
    r"complete))*( (report|article|source|text|document|file|pdf|version|story|translation))+\b.{0,30}|"
    r"(original )?(source|link|url|pdf)|(original|pdf) (article|version|source|file)|click here|zum original|"
    r"zur quelle|lien vers .{1,40}|enlace al .{1,40}|"
    r"(لینک|پیوند)( به)? (منبع|خبر|متن|اصل|دانلود).{0,30}|دانلود .{0,30}|رابط المصدر|المصدر الأصلي|קישור ל.{1,30}",
    re.IGNORECASE,
)

PROMOTED = re.compile(
    r"(read (more|also|next)|see also|also read|related( (story|article|post))?|more on this( story)?|watch|"
    r"listen|don[’']t miss|"
    r"(بیشتر|همچنین) بخوانید|اقرأ (أيضا|أيضاً|ايضا)|mehr zum thema|lesen sie (auch|mehr)|lire aussi|"
    r"à lire aussi|lea también)\s?:\s?\S.{3,140}",
    re.IGNORECASE,
)

EDIT = re.compile(
    r"\s?\[\s?(edit( source)?|hide|show|ویرایش|bearbeiten|modifier|editar|تعديل|عدل)[^\]]{0,30}\]$", re.IGNORECASE
)

_CREDIT_WORDS = (
    r"photo(graph)?s?|pictures?|image|foto|photos?|fotografía|credits?|bild|عکس|تصویر|صورة|الصورة|צילום|תמונה"
)
CREDIT = re.compile(
    rf"^({_CREDIT_WORDS})( credit| by| courtesy of)?\s*[:/©]\s*\S|^(photo(graph)?|picture|image)s? (by|"
    rf"courtesy( of)?) \S|"
    rf"[.!?”\"»(\[] ?\(?({_CREDIT_WORDS})( credit| by)?\s?[:/©]\s?[^:]{{2,60}}$|"
    rf"[.!?”\"»(\[,] ?\(?(photo(graph)?|picture|image)s?( by| courtesy of| courtesy) \S[^.:]{{2,60}}$|"
    rf"^©\s?[^\d\W][^.]{{1,60}}/[^.]{{1,60}}$|\((ap|reuters|afp|epa|getty images?)( photo.*|/.*)?\)$|"
    r"\((?-i:(?:[A-ZÀ-Þ][\w.’'-]* ){1,3}[A-ZÀ-Þ][\w’'-]+\s?/\s?(?:the )?[A-ZÀ-Þ][^()/]{1,40})\)$",
    re.IGNORECASE,
)
FIGURE = re.compile(
    r"^(figure|fig\.?|illustration|plate|map|photo|abb(ildung|\.)|bild|figura|"
    r"photograph|picture|image|شکل|تصویر|نقشه|عکس|نمودار|الشكل|شكل|صورة|الصورة|خريطة|צורה|"
    r"איור|תמונה)\s?(?:(?:no|nr|núm)\.? ?|n° ?|شماره(?:ٔ|‌ی)? ?|رقم )?[\d۰-۹٠-٩]+[a-z]?\s?[.:–—-]?\s",
    re.IGNORECASE,
)
TABLE = re.compile(r"^(table|tabelle|tableau|tabla|جدول|טבלה)\s?[\d۰-۹٠-٩]+\s?[.:–—-]?\s?", re.IGNORECASE)
PICTURED = re.compile(
    r"^((an? )?(aerial|satellite|general|front|rear|side) (view|photo|map|image)|(a )?view (of|from|over|"
    r"across)|(a )?map of|screen ?shots? (of|from)|"
    r"(a )?portrait of|(a )?drawing of|detail (of|from)|left to right|from left|above|below|pictured)\b|"
    r"\((left|right|centre|center|above|below|top|bottom|second from .{4,12}|pictured)\)",
    re.IGNORECASE,
)

QUESTIONS = re.compile(
    r"\bfaqs?\b|questions|answers|q ?& ?a\b|\bfragen\b|foire aux|preguntas|پرسش|سوال|سؤال|أسئلة|שאלות", re.IGNORECASE
)
ORDINAL = re.compile(
    r"(أولا|ثانيا|ثالثا|رابعا|خامسا|سادسا|سابعا|ثامنا|تاسعا|عاشرا|یکم|نخست|دوم|سوم|چهارم|پنجم|ششم|هفتم)[ًا]{0,2}\s?[:–—-]\s+(?=\S)"
)
"""What numbers a heading in words: “First: …”."""
AFFILIATION = re.compile(
    r"\b(university|department|institute|faculty|school|college|academy|universität|institut|université|universidad)\b|دانشگاه|دانشکده|جامعة|كلية",
    re.IGNORECASE,
)

SECTION = re.compile(
    r"^(chapter|part|section|appendix|annex|book|canto|act|scene|article|kapitel|teil|abschnitt|anhang|chapitre|"
    r"partie|annexe|"
    r"capítulo|parte|sección|anexo|فصل|بخش|پیوست|باب|گفتار|الفصل|القسم|الباب|ملحق|פרק|חלק|נספח)"
    r"\s+([\d۰-۹٠-٩]+|[ivxlcdm]+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-h]|"
    r"اول|دوم|سوم|چهارم|پنجم|ششم|هفتم|هشتم|نهم|دهم|الأول|الثاني|الثالث|الرابع|الخامس|[א-ת]['׳]?)\b[.:]?",
    re.IGNORECASE,
)

_BY = (
    r"(?:(?:written|reported|words|text|story|report|interview|posted|compiled|edited) )?by|von|par|por|di|"
    r"author|authors|interview|words|text|"
    r"autor|autorin|verfasser|auteur|reporter|نویسنده|نویسندگان|نوشته(?:ٔ|‌ی| ی)?|به قلم|گزارش از|گزارش|"
    r"گفت[‌ ]?وگو|گفتگو|مصاحبه[‌ ]کننده|به کوشش|گردآورنده|از|شاعر|خبرنگار|"
    r"بقلم|كتب|كتبت|الكاتب|الكاتبة|تأليف|إعداد|تقرير|מאת|כתב|כתבה"
)
_BY_BARE = (
    r"(?:\w+ )?(?:(?:written|reported|words|text|story|report|interview|compiled|edited) )?by|von|par|por|"
    r"به قلم|نوشته(?:ٔ|‌ی| ی)?|گزارش از|بقلم|מאת"
)
BYLINE = re.compile(rf"^(?:(?:{_BY})\s?:\s*|(?:{_BY_BARE})\s+)(?P<names>\S.{{1,118}})$", re.IGNORECASE)
DATED_BY = re.compile(
    r"(?:posted|published|written|updated|filed)\b.{4,60}?\bby\s+(?P<names>[^\W\d_].{1,60})", re.IGNORECASE
)
TRANSLATOR = re.compile(
    r"^\(?(?:translat(?:ed|ion)(?: from [^:]{2,30}?)?(?: into [^:]{2,20}?)? by|translators?\s?:|translation\s?:|"
    r"(?:aus dem \w+(?: übersetzt)?|übersetzt|übersetzung) von|übersetzung\s?:|tradui(?:t|"
    r"te)(?: [^:]{2,30}?)? par|traduction(?: de)?\s?:|traducido por|traducción(?: de)?\s?:|"
    r"مترجم(?:ان)?\s?:|ترجمه(?:ٔ|‌ی| ی)?\s?:|(?:ترجمه|برگردان)(?:ٔ|‌ی| ی|:)?|ترجمة\s?:?|المترجم\s?:|תרגום\s?:|"
    r"תרגמה?\s?:?)\s*(?P<names>\S.{1,100}?)\)?$",
    re.IGNORECASE,
)
PUBLISHED = re.compile(
    r"^(?:(?:first )?(?:published|appeared) (?:by|in)|publisher\s?:|herausgegeben von|verlag\s?:|publié par|"
    r"éditeur\s?:|publicado por|editorial\s?:|ناشر\s?:|انتشارات|الناشر\s?:|source\s?:|منبع\s?:|المصدر\s?:)"
    r"\s*(?:the )?(?P<name>\S.{1,100})$",
    re.IGNORECASE,
)
_MASTHEAD = (
    r"news(paper)?s?|press|service|agency|gazette|times|post|herald|tribune|magazine|journal|society|review|"
    r"chronicle|daily|"
    r"observer|bulletin|institute|foundation|association|organi[sz]ation|committee|council|ministry|office|"
    r"university|centre|center|publishers?|"
    r"zeitung|nachrichten|verlag|agentur|journal|radio|tv|online|media|group|"
    r"newsletter|weekly|monthly|quarterly|خبرگزاری|روزنامه|هفته‌نامه|ماهنامه|فصلنامه|خبرنامه|مجله|نشریه|کانون|کمیته|"
    r"خبر|نیوز|انجمن|بنیاد|مجلة|مركز|جمعية|وكالة|وكاله|صحيفة|جريدة|שבועון|עיתון"
)
MAIL = re.compile(
    r"(from|to|date|sent|subject|cc|von|an|datum|gesendet|betreff|de|objet|asunto|از|به|تاریخ|موضوع)\s?:\s*\S",
    re.IGNORECASE,
)
MESSAGE = re.compile(
    r"-*\s*(original message|forwarded message|ursprüngliche nachricht|message d.origine)\s*-*", re.IGNORECASE
)
PERIODICAL = re.compile(
    r"\b(vol(ume)?|no|nr|issue|pp?|issn|bd|jg|heft|دوره|سال|شماره|صفحات|العدد|السنة)\b\.?\s?[:#]?\s?[\d۰-۹٠-٩]",
    re.IGNORECASE,
)
MEDIA = re.compile(
    r"\b(news(paper)?s?|press|service|agency|gazette|times|post|herald|tribune|magazine|journal|chronicle|daily|"
    r"observer|bulletin|"
    r"zeitung|nachrichten|agentur|radio|tv|online|media|خبرگزاری|روزنامه|نیوز|وكالة|صحيفة|جريدة|עיתון)\b",
    re.IGNORECASE,
)
MASTHEAD = re.compile(rf"\b({_MASTHEAD})\b", re.IGNORECASE)
_PARTICLES = word_set(
    "de del della di da du des von van der den ter la le el al bin ibn bint abu und and y et e und of dr mr mrs ms prof"
)
_NO_NAMES = word_set(
    "the a an this that of for in on at to with from how why what when where who is are was were and or "
    "but not no der die das ein eine le les un une los las una about present apologies dear summary "
    "introduction conclusion"
)
_DATELINE = re.compile(
    r"^(?P<place>[A-ZÀ-ÞŠŽ][A-ZÀ-ÞŠŽ'’. -]{2,40}(?:, [A-Z][\w.’' ]{1,24})?)(?:, (?P<date>[A-Z][a-z]{2,8}\.? \d{1,2}(?:,? \d{4})?))?"
    r"(?: \([^()]{2,30}\))?\s?(?:–|—|--|-{1,2}(?= ))\s?(?=\S)"
)


def month(name: str, *, jalali: bool) -> int:
    """The number of the month called `name`, 0 if none is."""
    known = _BY_JALALI if jalali else _BY_NAME
    return known.get(name.casefold().replace("ي", "ی") if jalali else name.casefold(), 0)


def one_word_months(text: str) -> str:
    """`text` with Arabic month names of two words joined to one, letter for letter as long as before."""
    return _TWO_WORDS.sub(r"\1_\2", text) if "ون " in text or "ين " in text else text


def furniture(text: str) -> bool:
    """True if the line `text` is known page furniture: a menu, sharing, consent, tags, subscription, copyright."""
    plain = text.strip().rstrip(":").strip()
    if len(text) <= 400 and _COOKIES.search(plain) and _CONSENT.search(plain):
        return True
    if len(text) > 240 or not plain or not FURNITURE.fullmatch(plain):
        return False
    sentence = plain[-1] in ".!?؟۔" and len(plain.split()) >= 9
    return not sentence or bool(_SURE.search(plain))


def dateline(text: str) -> tuple[str, int]:
    """The place of a dateline that opens `text` (“KELMAR, March 14 – …”) and its length; empty if there is none."""
    match = _DATELINE.match(text)
    if match is None:
        return "", 0
    place = match["place"].strip()
    first, _, rest = place.partition(",")
    if len(first) < 3 or not first.replace(" ", "").replace(".", "").replace("-", "").replace("’", "").replace("'", ""):
        return "", 0
    if first in _NO_PLACES:
        return "", 0
    proper = " ".join(part[:1] + part[1:].lower() for part in first.split())
    return (f"{proper}, {rest.strip()}" if rest.strip() else proper), match.end()


def name_like(text: str) -> bool:
    """True if `text` may be a person's name: two to four capitalised words, particles aside, nothing else in it."""
    parts = text.split()
    if not 2 <= len(parts) <= 5 or any(
        not part.strip(".,'’-").replace("-", "").replace("’", "").replace("'", "").replace(".", "").isalpha()
        for part in parts
    ):
        return False
    if any(part.casefold().strip(".,") in _NO_NAMES for part in parts) or text[-1:] in ",;:":
        return False
    proper = [part for part in parts if part.casefold().strip(".") not in _PARTICLES]
    return len(proper) >= 2 and all(part[0].isupper() and not part.isupper() for part in proper)
