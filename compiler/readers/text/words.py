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

PAPER = re.compile(
    r"(minutes|proceedings|record|report|resolution|declaration|protokoll|niederschrift|procès-verbal|acta)"
    r"( (of|on|der|des|de|du|la) | \d)\S*|صورت[‌ ]?جلسه|محضر (اجتماع|جلسة)",
    re.IGNORECASE,
)
"""How the title of a body's paper opens, with the name of the body above it."""
HELD = re.compile(r"(held|adopted|delivered|given|signed|done) (on|at|in|by)\b", re.IGNORECASE)
"""How a line below a title tells the day in small letters."""

REGISTER = re.compile(
    r"(distr(ibution)?\.?|original|orig\. lang\.|language|symbol|verteiler|agenda item|"
    r"(document|paper|reference|file|docket|case|drucksache|aktenzeichen|شماره سند|شماره پرونده)( (no|nr)\.?)?)\s?:.{1,60}|"
    r"(agenda )?items? \d+\b.{0,40}|[\w-]{1,20}(th|st|nd|rd) (\w+ )?(session|meeting|sitting)|"
    r"((a|an|book) )?(excerpt|extract)s?|(buch)?auszug|leseprobe|(bonnes feuilles|extrait)s?|extracto|گزیده|برشی از کتاب|مقتطف",
    re.IGNORECASE,
)
"""How a body registers its papers, and a publisher labels an excerpt: above the title."""

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
