using ModelMunicipalities.Domain.Accounts;

namespace ModelMunicipalities.App.Demo;

/// <summary>What invented people wrote.</summary>
internal static class DemoTexts
{
    public static readonly string[] FirstNames =
    [
        "Agneta",
        "Ahmed",
        "Alva",
        "Amina",
        "Anders",
        "Astrid",
        "Björn",
        "Camilla",
        "Daniel",
        "Ebba",
        "Elif",
        "Erik",
        "Fatima",
        "Fredrik",
        "Gunilla",
        "Hanna",
        "Henrik",
        "Ida",
        "Ingrid",
        "Johan",
        "Karl",
        "Katarina",
        "Lars",
        "Leila",
        "Magnus",
        "Malin",
        "Mats",
        "Mikael",
        "Nils",
        "Olof",
        "Pernilla",
        "Rebecka",
        "Sofia",
        "Stefan",
        "Susanne",
        "Tomas",
        "Ulrika",
        "Yusuf",
        "Åke",
        "Åsa",
        "Örjan",
    ];

    public static readonly string[] LastNames =
    [
        "Abdi",
        "Ahlgren",
        "Berglund",
        "Björk",
        "Dahlström",
        "Ekström",
        "Engberg",
        "Forsman",
        "Granqvist",
        "Hedlund",
        "Holmgren",
        "Isaksson",
        "Jönsson",
        "Kovač",
        "Lindahl",
        "Lundmark",
        "Moberg",
        "Norberg",
        "Nyström",
        "Osman",
        "Pettersson",
        "Rosén",
        "Sandström",
        "Sjögren",
        "Söderberg",
        "Tran",
        "Viklund",
        "Wallin",
        "Åberg",
        "Öhman",
    ];

    private static readonly string[] Improvements =
    [
        "Beslut om jämställdhetsintegrering i fullmäktige",
        "Stående punkt på kommunstyrelsens dagordning",
        "Uppdrag i alla förvaltningschefers överenskommelser",
        "Grundutbildning för chefer",
        "Nya budgetanvisningar",
        "Kön i alla rapportmallar",
        "Ny mall för tjänsteskrivelser",
        "Delårsrapport med resultat efter kön",
        "Lika tid i ishallen för flickor och pojkar",
        "Metodblad för granskning av beslut",
    ];

    private static readonly string[][] Comments =
    [
        [
            "Frågan har varit uppe, men inget beslut är fattat.",
            "Beslutet är från förra mandatperioden och behöver förnyas.",
            "Fullmäktige beslutade enhälligt och alla nämnder har fått uppdraget.",
        ],
        [
            "Ingen har frågat efter resultat i år.",
            "Kommunstyrelsen frågar ibland, nämnderna sällan.",
            "Vi frågar vid varje uppföljning sedan i våras.",
        ],
        [
            "Cheferna känner inte till uppdraget.",
            "Det står i uppdragen, men följs inte upp i samtalen.",
            "Det tas upp i varje chefs årliga samtal.",
        ],
        [
            "Det finns ingen plan för utbildning.",
            "Fyrtio chefer är utbildade, medarbetarna återstår.",
            "Alla nya chefer och förtroendevalda utbildas första halvåret.",
        ],
        [
            "Målen nämner inte kön.",
            "Budgeten har perspektivet, nämndernas planer bara ibland.",
            "Anvisningarna kräver det och planerna visar det.",
        ],
        [
            "Statistiken tas fram som totaler.",
            "Vi delar upp efter kön men analyserar sällan.",
            "Varje rapport har kön som första indelning och en kommentar.",
        ],
        [
            "Underlagen säger inget om följder.",
            "Mallen används av socialnämnden, av övriga i ungefär hälften av ärendena.",
            "Nämnden skickar tillbaka ärenden utan analys.",
        ],
        [
            "Det går bara att läsa totaler.",
            "Tre nämnder visar resultat efter kön i delåret.",
            "Delår och årsredovisning visar resultaten och vad vi gör åt dem.",
        ],
        [
            "Vi har utbildat, men inget är annorlunda för invånarna.",
            "Ishallens tider är ändrade, men vi vet inte om det håller.",
            "Bidrag och tider fördelas nu lika och följs upp varje halvår.",
        ],
        [
            "Arbetet hänger på en person.",
            "Rutinen finns, men är inte beskriven för andra.",
            "Metodbladet används av fyra förvaltningar.",
        ],
    ];

    private static readonly Dictionary<Function, string> Voices = new()
    {
        [Function.Politician] = " Så ser det ut från nämnden.",
        [Function.Manager] = " Så ser det ut i verksamheten.",
        [Function.KeyPerson] = "",
    };

    public static string Improvement(int step) => Improvements[step - 1];

    public static string Comment(int step, int score, Function function) => Comments[step - 1][score - 1] + Voices[function];
}
