using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Features.Cohorts;

/// <summary>
/// One part of an application, to be written. The three functions may write in different parts at the same time: a save is
/// refused as stale only when the same part has changed since it was read.
/// </summary>
public sealed class SaveApplicationModel(InstrumentCatalogue instruments) : PortalPage
{
    public sealed class MemberForm
    {
        public string? Name { get; set; }

        public string? Email { get; set; }

        public string? Mandate { get; set; }
    }

    public sealed class AnswerForm
    {
        public bool? IsMet { get; set; }

        public string? Evidence { get; set; }
    }

    public ViewApplication.View View { get; private set; } = null!;

    public Instrument Instrument { get; private set; } = null!;

    /// <summary>The part's name in the address.</summary>
    [BindProperty(SupportsGet = true)]
    public string Part { get; set; } = "";

    public ApplicationPart Current { get; private set; }

    /// <summary>What stood in the part when it was read.</summary>
    [BindProperty]
    public string? Was { get; set; }

    [BindProperty]
    public string? ContactName { get; set; }

    [BindProperty]
    public string? ContactEmail { get; set; }

    [BindProperty]
    public string? ContactPhone { get; set; }

    [BindProperty]
    public string? Motivation { get; set; }

    [BindProperty]
    public List<string> Focus { get; set; } = [];

    [BindProperty]
    public Dictionary<int, MemberForm> Team { get; set; } = [];

    [BindProperty]
    public CemrDeclaration? Cemr { get; set; }

    /// <summary>As it was typed, so that what is no date comes back too.</summary>
    [BindProperty]
    public string? CemrDate { get; set; }

    [BindProperty]
    public Dictionary<int, int?> Baseline { get; set; } = [];

    [BindProperty]
    public string? Stakeholders { get; set; }

    [BindProperty]
    public bool? WillMentor { get; set; }

    [BindProperty]
    public Dictionary<int, AnswerForm> Answers { get; set; } = [];

    public IReadOnlyList<ViewApplication.CriterionLine> Questions =>
        [.. View.Criteria.Where(c => c.Kind == CriterionKind.Question)];

    public int Ordinal => Index + 1;

    private int Index => View.Parts.ToList().FindIndex(p => p.Part == Current);

    public string Question => TextsExtensions.Named("PartQuestion_" + Current).With(Show.Word(Instrument.Steps.Count));

    public string Hint => TextsExtensions.Named("PartHint_" + Current).With(Show.Word(FocusAreas.Most));

    /// <summary>The name of a part in addresses.</summary>
    public static string Slug(ApplicationPart part) => part.ToString().ToLowerInvariant();

    /// <summary>A list of boxes has one place to lead to.</summary>
    public override string? Anchor(Refusal refusal) =>
        refusal.Field?.StartsWith("focus", StringComparison.Ordinal) == true ? "focus" : refusal.Field;

    public async Task<IActionResult> OnGetAsync()
    {
        if (await LoadAsync() is { } turn)
        {
            return turn;
        }

        if (!View.May.Change)
        {
            return Redirect(Links.Application(Network, Cohort, Organisation));
        }

        Fill(View.Content!);
        Was = Print(View.Content!);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? then)
    {
        if (await LoadAsync() is { } turn)
        {
            return turn;
        }

        ModelState.Clear();
        var content = View.Content!;
        if (!TryMerge(content, out var draft, out var refusal))
        {
            return Stay([refusal]);
        }

        // Sent twice, the second finds what the first saved, and there is nothing left to do.
        if (Print(draft) != Print(content) || View.Status is null or ApplicationStatus.Invited)
        {
            if (Was != Print(content) && View.May.Change)
            {
                Was = Print(content);
                return Stay([Refusal.Conflict("Stale")]);
            }

            var outcome = await Send(new SaveApplication.Command(Cohort, Organisation, draft, View.Version));
            if (!outcome.Ok)
            {
                return Stay(outcome.Refusals);
            }
        }

        return Redirect(
            then == "back" || Ordinal == View.Parts.Count
                ? Links.Application(Network, Cohort, Organisation)
                : Links.EditApplication(Network, Cohort, Organisation, Slug(View.Parts[Ordinal].Part))
        );
    }

    private async Task<IActionResult?> LoadAsync()
    {
        var outcome = await Send(new ViewApplication.Query(Cohort, Organisation));
        if (!outcome.Ok)
        {
            return Turn(outcome.Refusals);
        }

        if (Caller.FunctionsAt(Organisation).Count == 0)
        {
            return Turn([Refusal.Forbidden("OrganisationOnly")]);
        }

        View = outcome.Value;
        Instrument = instruments[View.Instrument];
        var part = View.Parts.FirstOrDefault(p => Slug(p.Part) == Part);
        if (part is null)
        {
            return Turn([Refusal.NotFound()]);
        }

        Current = part.Part;
        return null;
    }

    /// <summary>The fields as they are saved.</summary>
    private void Fill(ApplicationDraft content)
    {
        (ContactName, ContactEmail, ContactPhone, Motivation) = (
            content.ContactName,
            content.ContactEmail,
            content.ContactPhone,
            content.Motivation
        );
        (Focus, Cemr, CemrDate) = (
            [.. content.Focus],
            content.Cemr,
            content.CemrDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        );
        (Stakeholders, WillMentor) = (content.Stakeholders, content.WillMentor);
        Team = Application
            .Functions.Index()
            .ToDictionary(
                f => f.Index,
                f =>
                    content.Team.FirstOrDefault(m => m.Function == f.Item) is { } m
                        ? new MemberForm
                        {
                            Name = m.Name,
                            Email = m.Email,
                            Mandate = m.Mandate,
                        }
                        : new MemberForm()
            );
        Baseline = Instrument.Steps.ToDictionary(s => s.Number - 1, s => content.Baseline.ElementAtOrDefault(s.Number - 1));
        Answers = Questions
            .Index()
            .ToDictionary(
                q => q.Index,
                q =>
                    content.Answers.FirstOrDefault(a => a.Criterion == q.Item.Key) is { } a
                        ? new AnswerForm { IsMet = a.IsMet, Evidence = a.Evidence }
                        : new AnswerForm()
            );
    }

    /// <summary>What stands in the application with this part as it was typed.</summary>
    private bool TryMerge(ApplicationDraft content, out ApplicationDraft draft, out Refusal refusal)
    {
        refusal = Refusal.Invalid("DateNotValid", "cemrDate");
        draft = content;
        DateOnly? date = null;
        if (Current == ApplicationPart.Cemr && !string.IsNullOrWhiteSpace(CemrDate))
        {
            if (!DateOnly.TryParse(CemrDate, CultureInfo.InvariantCulture, out var read))
            {
                return false;
            }

            date = read;
        }

        draft = Current switch
        {
            ApplicationPart.Contact => content with
            {
                ContactName = Text(ContactName),
                ContactEmail = Text(ContactEmail),
                ContactPhone = Text(ContactPhone),
                Motivation = Text(Motivation),
            },
            ApplicationPart.Areas => content with
            {
                Focus =
                [
                    .. FocusAreas.All.Select(a => a.Key).Where(Focus.Contains),
                    .. Focus.Where(f => FocusAreas.Find(f) is null),
                ],
            },
            ApplicationPart.People => content with
            {
                Team =
                [
                    .. Application
                        .Functions.Index()
                        .Select(f =>
                            Team.GetValueOrDefault(f.Index) is { } m
                                ? new TeamMember
                                {
                                    Function = f.Item,
                                    Name = Text(m.Name),
                                    Email = Text(m.Email),
                                    Mandate = Text(m.Mandate),
                                }
                                : new TeamMember { Function = f.Item }
                        ),
                ],
            },
            ApplicationPart.Cemr => content with
            {
                Cemr = Cemr,
                CemrDate = Cemr is CemrDeclaration.NotPlanned or null ? null : date,
            },
            ApplicationPart.Baseline => content with
            {
                Baseline = [.. Instrument.Steps.Select(s => Baseline.GetValueOrDefault(s.Number - 1))],
            },
            ApplicationPart.Stakeholders => content with { Stakeholders = Text(Stakeholders) },
            ApplicationPart.Commitment => content with { WillMentor = WillMentor },
            _ => content with
            {
                Answers =
                [
                    .. Questions
                        .Index()
                        .Select(q => new CriterionAnswer
                        {
                            Criterion = q.Item.Key,
                            IsMet = Answers.GetValueOrDefault(q.Index)?.IsMet,
                            Evidence = Text(Answers.GetValueOrDefault(q.Index)?.Evidence),
                        }),
                ],
            },
        };
        return true;
    }

    private static string? Text(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim().ReplaceLineEndings("\n");

    /// <summary>Tells whether two hold the same in the part, without what is left empty.</summary>
    private string Print(ApplicationDraft d)
    {
        object?[] part = Current switch
        {
            ApplicationPart.Contact => [d.ContactName, d.ContactEmail, d.ContactPhone, d.Motivation],
            ApplicationPart.Areas => [.. d.Focus],
            ApplicationPart.People =>
            [
                .. d.Team.Where(m => (m.Name ?? m.Email ?? m.Mandate) is not null).OrderBy(m => m.Function),
            ],
            ApplicationPart.Cemr => [d.Cemr, d.CemrDate],
            ApplicationPart.Baseline => d.Baseline.All(s => s is null) ? [] : [.. d.Baseline],
            ApplicationPart.Stakeholders => [d.Stakeholders],
            ApplicationPart.Commitment => [d.WillMentor],
            _ => [.. d.Answers.Where(a => a.IsMet is not null || a.Evidence is not null)],
        };
        return Convert.ToHexString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(part)), 0, 8);
    }
}
