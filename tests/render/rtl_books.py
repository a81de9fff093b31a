"""Whole books in Persian, Arabic, Hebrew, Urdu and Sorani with every kind of block, for the tests of right-to-left pages."""

from __future__ import annotations

from dataclasses import dataclass

from compiler.model.book import Book, Chapter, EditionRecord, Record
from compiler.model.content import (
    Block,
    Blocks,
    Caption,
    Cell,
    CodeBlock,
    CodeSpan,
    Definitions,
    Emphasis,
    Figure,
    Heading,
    Inlines,
    Link,
    List,
    Note,
    NoteRef,
    Paragraph,
    Quote,
    Rule,
    Strong,
    Table,
    Text,
    Verse,
)
from compiler.model.reading import Picture
from compiler.model.walk import identify
from compiler.passes import settle

from .books import SVG


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """What a book of one language says."""

    title: str
    subtitle: str
    heading: str
    subheading: str
    text: str
    more: str
    stressed: str
    strong: str
    caption: str
    said: str
    sayer: str
    couplets: tuple[tuple[str, str], ...]
    items: tuple[str, str, str]
    column: str
    note: str
    name: str


SPEECH = {
    "fa": Speech(
        title="بیاض و خوانندگان آن",
        subtitle="راهنمایی کوتاه برای گردآورندگان",
        heading="چرا باید متن‌ها را نگه داشت",
        subheading="برگ نخستِ دفتر",
        text=(
            "بیاض دفتری بود که خواننده هر چه را ارزش نگه‌داشتن داشت در آن می‌نوشت و سپس می‌دوخت؛ شعر، نامه، حساب و حکایت. "
            "امروز همان کار با فایل‌هایی که از وب برداشته‌ایم انجام می‌شود: هر فایل همان‌گونه که بود می‌ماند و کتاب از روی آن ساخته می‌شود."
        ),
        more="گچ‌بری، پژوهش و ژرف‌نگری؛ «گُلّ» و «آبٌ» و «مُؤمِنِ» با نشانه‌ها، و ۱۲۳۴ و ۵۰٪ با رقم‌های فارسی.",
        stressed="همان‌گونه که بود",
        strong="هرگز دست نمی‌خورد",
        caption="برگ نخست بیاض، با خطی در میانهٔ آن",
        said="آنچه دوخته شد می‌ماند؛ آنچه رها شد باد می‌برد.",
        sayer="صحافی در شیراز",
        couplets=(
            ("دفتر گشوده بود و قلم بی‌قرار بود", "هر برگِ آن نشانهٔ یک روزگار بود"),
            ("خواننده رفت و نام وی از یاد رفته است", "خطّی که ماند یادِ همان کارِ کار بود"),
        ),
        items=("نان و نمک", "کاغذ و مرکّب", "نخ و سوزن"),
        column="سال",
        note="این یادداشت در پای صفحه است و شمارهٔ آن در سمت راست.",
        name="فارسی",
    ),
    "ar": Speech(
        title="الدَّفْتَرُ وقُرّاؤُهُ",
        subtitle="دليل قصير للجامعين",
        heading="لماذا نحفظ النصوص",
        subheading="الورقة الأولى من الدفتر",
        text=(
            "كان البياض دفترًا ينسخ فيه القارئ ما يستحق الحفظ ثم يخيطه: شعرًا ورسالةً وحسابًا وحكايةً. "
            "واليوم نصنع ذلك بملفات أخذناها من الشبكة: يبقى كل ملف كما كان، ويُبنى الكتاب منه."
        ),
        more="كَتَبَ القارِئُ في دَفْتَرِهِ كُلَّ ما رَآهُ وَسَمِعَهُ، ثُمَّ خاطَهُ بِيَدِهِ وَأَهْداهُ إِلى جارِهِ؛ «لا شَيْءَ يَضيعُ».",
        stressed="كما كان",
        strong="لا يُمَسّ أبدًا",
        caption="الورقة الأولى من الدفتر، وفي وسطها خط",
        said="ما خيط بقي، وما تُرك ذهبت به الريح.",
        sayer="مجلِّد من حلب",
        couplets=(
            ("وَدَفْتَرٍ قَدْ طَوَيْناهُ عَلى عَجَلٍ", "فيهِ مِنَ الأَمْسِ ما يَبْقى وَما رَحَلا"),
            ("كَتَبْتُ فيهِ بِخَطٍّ لَسْتُ أُتْقِنُهُ", "وَما كَتَبْتُ سِوى ما كانَ قَدْ حَصَلا"),
        ),
        items=("خبز وملح", "ورق وحبر", "خيط وإبرة"),
        column="السنة",
        note="هذه الحاشية في أسفل الصفحة ورقمها إلى اليمين.",
        name="العربية",
    ),
    "he": Speech(
        title="המחברת וקוראיה",
        subtitle="מדריך קצר למלקטים",
        heading="מדוע שומרים טקסטים",
        subheading="הדף הראשון של המחברת",
        text=(
            "הביאז הייתה מחברת שבה העתיק הקורא את מה שראוי לשמור ואחר כך כרך אותה: שיר, מכתב, חשבון וסיפור. "
            "היום עושים זאת בקבצים שנלקחו מן הרשת: כל קובץ נשאר כפי שהיה, והספר נבנה ממנו."
        ),
        more="בְּרֵאשִׁית כָּתַב הַקּוֹרֵא בַּמַּחְבֶּרֶת אֶת כָּל אֲשֶׁר רָאָה, וְאַחַר כָּךְ תָּפַר אוֹתָהּ; „דבר לא אבד”.",
        stressed="כפי שהיה",
        strong="לעולם אין נוגעים בו",
        caption="הדף הראשון של המחברת, וקו באמצעו",
        said="מה שנתפר נשאר, ומה שנעזב נשאה הרוח.",
        sayer="כורך ביפו",
        couplets=(("מחברת פתוחה על השולחן", "ובה רשום כל מה שכאן"),),
        items=("לחם ומלח", "נייר ודיו", "חוט ומחט"),
        column="שנה",
        note="הערה זו בתחתית הדף ומספרה בצד ימין.",
        name="עברית",
    ),
    "ur": Speech(
        title="بیاض اور اس کے قارئین",
        subtitle="جمع کرنے والوں کے لیے مختصر رہنما",
        heading="متن کیوں محفوظ رکھے جائیں",
        subheading="بیاض کا پہلا ورق",
        text=(
            "بیاض وہ دفتر تھا جس میں پڑھنے والا ہر وہ چیز نقل کرتا جو رکھنے کے قابل ہوتی، پھر اسے سی دیتا: شعر، خط، حساب اور حکایت۔ "
            "آج یہی کام ان فائلوں سے ہوتا ہے جو ویب سے لی گئی ہیں: ہر فائل جیسی تھی ویسی رہتی ہے اور کتاب اسی سے بنتی ہے۔"
        ),
        more="ٹھنڈی ہوا، بڑے ڈبے، اور پرانے کاغذ؛ «یہ سب ہے» اور ۱۲۳۴ بھی، ساتھ ہی گِرہ اور شِدّت۔",
        stressed="جیسی تھی",
        strong="کبھی نہیں بدلتی",
        caption="بیاض کا پہلا ورق جس کے بیچ میں ایک لکیر ہے",
        said="جو سیا گیا وہ رہا، جو چھوڑا گیا ہوا لے گئی۔",
        sayer="لاہور کا ایک جلد ساز",
        couplets=(("کھلا ہوا ہے ورق اور قلم ہے بے آواز", "اسی میں بند ہے گزرے ہوئے دنوں کا راز"),),
        items=("روٹی اور نمک", "کاغذ اور سیاہی", "دھاگا اور سوئی"),
        column="سال",
        note="یہ حاشیہ صفحے کے نیچے ہے اور اس کا نمبر دائیں طرف ہے۔",
        name="اردو",
    ),
    "ckb": Speech(
        title="دەفتەر و خوێنەرانی",
        subtitle="ڕێنماییەکی کورت بۆ کۆکەرەوەکان",
        heading="بۆچی دەقەکان دەپارێزین",
        subheading="پەڕەی یەکەمی دەفتەر",
        text=(
            "بەیاز دەفتەرێک بوو کە خوێنەر هەر شتێکی شایەنی هەڵگرتن بوایە تێیدا دەینووسییەوە و پاشان دەیدووری: شیعر، نامە و چیرۆک. "
            "ئەمڕۆ هەمان کار بەو فایلانە دەکرێت کە لە وێبەوە وەرمان گرتوون: هەر فایلێک وەک خۆی دەمێنێتەوە و کتێبەکەی لێ دروست دەکرێت."
        ),
        more="ڕۆژ، گوڵ، چڵ، پێنج و ژوورەوە؛ «هیچ شتێک ون نابێت» و ١٢٣٤ بە ژمارەی کوردی.",
        stressed="وەک خۆی",
        strong="هەرگیز دەستکاری ناکرێت",
        caption="پەڕەی یەکەمی دەفتەر و هێڵێک لە ناوەڕاستیدا",
        said="ئەوەی دوورا مایەوە، ئەوەی بەجێ هێڵرا با بردی.",
        sayer="بەرگدوورێک لە سلێمانی",
        couplets=(("دەفتەرەکە کراوەیە و قەڵەم ئارام نییە", "هەر پەڕەیەکی نیشانەی ڕۆژگارێکە"),),
        items=("نان و خوێ", "کاغەز و مەرەکەب", "دەزوو و دەرزی"),
        column="ساڵ",
        note="ئەم تێبینییە لە خوارەوەی پەڕەکەیە و ژمارەکەی لای ڕاستە.",
        name="کوردیی سۆرانی",
    ),
}


def words(text: str) -> Inlines:
    return (Text(text),)


def paragraph(text: str) -> Paragraph:
    return Paragraph(content=words(text))


def running(speech: Speech) -> Inlines:
    """A paragraph that holds stress, a link, code, a note's call, Latin and numbers."""
    return (
        Text(speech.text + " "),
        Emphasis(words(speech.stressed)),
        Text(" ("),
        Strong(words(speech.strong)),
        Text(") — EPUB 3.3 & PDF/UA-1, 2024-05-12 "),
        Link("https://www.example.org/leaf", words("example.org/leaf")),
        Text(" "),
        CodeSpan("bayaz build"),
        NoteRef("n1", "1"),
        Text(". " + speech.more),
    )


def every_kind(speech: Speech) -> Blocks:
    """Every kind of block that a writer can write."""
    body = paragraph(speech.text)
    return identify(
        (
            Paragraph(content=running(speech)),
            body,
            Heading(level=1, content=words(speech.heading)),
            paragraph(speech.more),
            Figure(
                image="one-line.svg",
                alt="a line",
                captions=(
                    Caption(content=words(speech.caption)),
                    Caption(content=words("The first leaf, with a line across it"), translation=True, language="en"),
                ),
            ),
            Heading(level=2, content=words(speech.subheading + " (EPUB)")),
            body,
            List(items=tuple((paragraph(item),) for item in speech.items)),
            List(
                items=(
                    (paragraph(speech.items[0] + " Mountain Press 1894"),),
                    (paragraph(speech.items[1]), List(items=((paragraph(speech.items[2]),),))),
                    (paragraph(speech.text),),
                ),
                style="decimal",
            ),
            Quote(blocks=(paragraph(speech.said), paragraph(speech.text)), attribution=words(speech.sayer)),
            Verse(stanzas=tuple((words(first), words(second)) for first, second in speech.couplets)),
            Verse(stanzas=((*(words(half) for couplet in speech.couplets for half in couplet), words(speech.text)),)),
            Table(
                caption=words(speech.caption),
                head=(
                    (
                        _cell(speech.column, header=True),
                        _cell(speech.heading, header=True),
                        _cell("Press", header=True),
                    ),
                ),
                body=(
                    (_cell("1894"), _cell(speech.items[0]), _cell("Mountain Press, Bushehr")),
                    (_cell("1395–1402"), _cell(speech.items[1] + " و BBC"), _cell(speech.items[2])),
                ),
            ),
            Definitions(items=tuple((words(item), (paragraph(speech.said),)) for item in speech.items[:2])),
            Paragraph(content=words(speech.heading + "؟"), role="question"),
            Paragraph(content=words(speech.said), role="answer"),
            Paragraph(content=words(speech.sayer), role="byline"),
            CodeBlock(text='bayaz build sources  # “one”\n    out = "book.pdf"', syntax="sh"),
            paragraph(
                "An English paragraph stands in the middle of the chapter, from left to right; its full stop is on the right."
            ),
            paragraph("A second English paragraph follows it."),
            body,
            Rule(),
            Figure(captions=(Caption(content=words(speech.caption)),)),
            body,
            Note(id="n1", blocks=(paragraph(speech.note), paragraph("See Example Review, 4 May 2016.")), marker="1"),
        ),
        "one",
    )


def _cell(text: str, header: bool = False) -> Cell:
    return Cell(content=words(text), header=header)


def english() -> Blocks:
    speech = SPEECH["fa"]
    text = "The notebook in which a reader copied out and bound the texts worth keeping; each as it was found, none of them edited. "
    blocks: tuple[Block, ...] = (
        Paragraph(
            content=(
                *words(text * 2 + "It is called بیاض in "),
                Emphasis(words("Persian")),
                Text(" («بیاضِ خوانندگان») and so here."),
            )
        ),
        paragraph(text),
        Heading(level=1, content=words("Why texts are kept")),
        paragraph(speech.text),
        paragraph(speech.more),
        Quote(blocks=(paragraph(speech.said), paragraph(speech.text)), attribution=words(speech.sayer)),
        List(items=((paragraph("bread and salt"),), (paragraph("paper and ink"),))),
        Verse(stanzas=tuple((words(first), words(second)) for first, second in speech.couplets)),
        Heading(level=2, content=words("The first leaf, بیاض")),
        paragraph(text * 3),
    )
    return identify(blocks, "two")


def rtl_book(language: str, mixed: bool = True) -> Book:
    """A book in `language`, settled: a chapter with every kind of block and, if `mixed`, one in English."""
    speech = SPEECH[language]
    record = EditionRecord(
        title=speech.title,
        subtitle=speech.subtitle,
        title_translation="The Notebook and its Readers",
        editors=(speech.sayer, "Ada Stone"),
        publisher="Bayaz",
        language=language,
        rights="Free to copy.",
        identifier="urn:uuid:5f0c1a52-6f6b-4a9e-9a37-3a4d0f2f9d10",
        date="2026-11-23",
    )
    one = Record(
        id="one",
        title=speech.heading,
        authors=(speech.sayer, "Ben Stone"),
        publisher=speech.items[1],
        place="Bushehr",
        date="2016-05-04",
        language=language,
        addresses=("https://www.example.org/leaf?id=1",),
    )
    two = Record(id="two", title="An English Chapter", authors=("Ben Stone",), date="2014-05", language="en")
    chapters = [
        Chapter(
            id="one",
            record=one,
            rendition="full",
            title=one.title,
            subtitle=speech.subtitle,
            language=language,
            blocks=every_kind(speech),
            pictures=(Picture("one-line.svg", SVG, "image/svg+xml", 60, 20),),
        )
    ]
    if mixed:
        chapters.append(
            Chapter(id="two", record=two, rendition="full", title=two.title, language="en", blocks=english())
        )
    provenance = identify((paragraph(speech.text), paragraph(speech.more)), "provenance")
    return settle(Book(record=record, direction="rtl", provenance=provenance, chapters=tuple(chapters)))


def english_book() -> Book:
    """A book in English with a chapter in Persian."""
    book = rtl_book("fa")
    one, two = book.chapters
    record = EditionRecord(
        title="The Notebook and its Readers",
        title_translation=SPEECH["fa"].title,
        editors=("Ada Stone",),
        language="en",
        identifier=book.record.identifier,
        date=book.record.date,
    )
    provenance = identify((paragraph("How it came about."),), "provenance")
    return settle(Book(record=record, direction="ltr", provenance=provenance, chapters=(two, one)))
