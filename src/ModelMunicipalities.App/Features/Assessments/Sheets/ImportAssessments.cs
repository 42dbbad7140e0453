using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Features.Assessments;

/// <summary>
/// Takes in common answers that organisations agreed on elsewhere, from a spreadsheet: all of it or nothing. An
/// organisation's occasion where nothing is scored is passed over, so that an unfilled part of a form locks nobody out.
/// Whose answers it replaces is told beforehand, and they are told afterwards.
/// </summary>
public static partial class ImportAssessments
{
    /// <param name="Cohort">The cohort's slug.</param>
    /// <param name="File">CSV or XLSX, as it was sent.</param>
    /// <param name="Preview">True to be told what would be done, and save nothing.</param>
    /// <param name="Encoding">How the letters of a CSV file are written; null to find out.</param>
    /// <param name="Occasion">The occasion by its key or its name, where the file tells none.</param>
    /// <param name="Basis">
    /// What the preview gave: refused when somebody has changed what it replaces since then. Null not to ask.
    /// </param>
    public sealed record Command(
        string Cohort,
        byte[] File,
        bool Preview = false,
        string? Encoding = null,
        string? Occasion = null,
        string? Basis = null
    ) : IUse<Imported>, IRequireCoordinator;

    /// <param name="Rows">How many answers the file has.</param>
    /// <param name="Assessments">What was made of them, or would be.</param>
    /// <param name="Samples">Some of them as they were read, those with comments first.</param>
    /// <param name="Sheets">The worksheets that were read.</param>
    /// <param name="PassedOver">Worksheets that hold answers too and were not read.</param>
    /// <param name="NotOpenYet">The occasions of the file that have not opened, by their keys: likely the wrong ones.</param>
    /// <param name="Basis">Changes when what stands there changes.</param>
    public sealed record Imported(
        int Rows,
        IReadOnlyList<Line> Assessments,
        IReadOnlyList<Sample> Samples,
        IReadOnlyList<string> Sheets,
        IReadOnlyList<string> PassedOver,
        IReadOnlyList<string> NotOpenYet,
        string Basis
    );

    /// <param name="Organisation">The organisation's slug.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Occasion">The occasion's key.</param>
    /// <param name="Scored">How many steps have a score.</param>
    /// <param name="Sum">Their sum.</param>
    /// <param name="Comments">How many steps have a comment.</param>
    /// <param name="Replaces">True when the organisation had begun or submitted there already.</param>
    /// <param name="Before">What stood there; null when nothing of it is replaced.</param>
    public sealed record Line(
        string Organisation,
        string Name,
        string Occasion,
        int Scored,
        int Sum,
        int Comments,
        bool Replaces,
        Before? Before
    );

    /// <param name="Submitted">True when common answers had been submitted.</param>
    /// <param name="HandedIn">The functions that had handed in.</param>
    /// <param name="Moved">The submitted scores that are others now.</param>
    /// <param name="Comments">The submitted comments that are others now, by step.</param>
    public sealed record Before(
        bool Submitted,
        IReadOnlyList<Function> HandedIn,
        IReadOnlyList<Move> Moved,
        IReadOnlyDictionary<int, string> Comments
    );

    public sealed record Move(int Step, int? From, int? To);

    /// <param name="Row">The row of the file.</param>
    public sealed record Sample(int Row, string Name, string Occasion, int Step, int? Score, string? Comment);

    internal sealed class Handler(AppDb db, Caller caller, InstrumentCatalogue instruments, Letters letters, TimeProvider time)
        : IRequestHandler<Command, Outcome<Imported>>
    {
        public async Task<Outcome<Imported>> Handle(Command request, CancellationToken ct)
        {
            var cohort = await db
                .Cohorts.Include(c => c.Occasions)
                .AsNoTracking()
                .SingleOrDefaultAsync(c => c.Slug == request.Cohort, ct);
            if (cohort is null)
            {
                return Refusal.NotFound();
            }

            if (cohort.ClosedAt is not null)
            {
                return Refusal.Conflict("CohortClosed");
            }

            var instrument = instruments[cohort.Instrument];
            var content = await ReadAsync(request, cohort, instrument, ct);
            if (!content.Ok)
            {
                return Outcome<Imported>.Refused(content.Refusals);
            }

            var given = content
                .Value.Answers.GroupBy(a => (a.Organisation, a.Occasion))
                .Where(g => g.Any(a => a.Score is not null))
                .OrderBy(g => g.Key.Occasion.Ordinal)
                .ToList();
            if (given.Count == 0)
            {
                return Refusal.Invalid("ImportNoScores", "file");
            }

            var named = given.Select(g => g.Key.Organisation.Id).Distinct().ToList();
            var there = await db
                .Assessments.Include(a => a.Consensus)
                .Include(a => a.Scorings)
                .AsSplitQuery()
                .Where(a => a.CohortId == cohort.Id && named.Contains(a.OrganisationId))
                .ToDictionaryAsync(a => (a.OrganisationId, a.OccasionId), ct);
            var basis = ReplacedAnswers.BasisOf(
                given.Select(g => there.GetValueOrDefault((g.Key.Organisation.Id, g.Key.Occasion.Id)))
            );

            var (now, lines) = (time.GetUtcNow(), new List<(Occasion Occasion, int Organisation, Line Line)>());
            var changes = 0;
            foreach (var group in given)
            {
                var (organisation, occasion) = group.Key;
                var replaces = there.TryGetValue((organisation.Id, occasion.Id), out var assessment);
                if (assessment is null)
                {
                    db.Assessments.Add(
                        assessment = new Assessment
                        {
                            CohortId = cohort.Id,
                            OrganisationId = organisation.Id,
                            OccasionId = occasion.Id,
                            Instrument = instrument.Key,
                        }
                    );
                    there.Add((organisation.Id, occasion.Id), assessment);
                }

                var answers = group
                    .OrderBy(a => a.Step)
                    .Select(a => Given(a, assessment.Consensus.Find(c => c.Step == a.Step)))
                    .ToList();
                var was = ReplacedAnswers.Of(assessment, answers);
                if (!was.IsTheSame)
                {
                    // Occasions are taken in order, so that one before this in the same file counts as submitted.
                    var previous = cohort
                        .Occasions.Where(o => o.Ordinal < occasion.Ordinal)
                        .OrderByDescending(o => o.Ordinal)
                        .Select(o => there.GetValueOrDefault((organisation.Id, o.Id)))
                        .FirstOrDefault(a => a?.SubmittedAt is not null && a.Instrument == instrument.Key);
                    var refusals = assessment.Import(
                        answers,
                        Profile.Parse(previous?.Profile),
                        instrument,
                        new ScoringWindow(occasion.OpensAt, occasion.StartsAt, cohort.ClosedAt is not null),
                        caller.PersonId,
                        now
                    );
                    if (refusals.Count > 0)
                    {
                        return refusals.ToList();
                    }

                    changes++;
                    db.Trail("AssessmentImported", now, organisation.Id, occasion.Id, was.Trail(assessment));
                }

                var after = Profile.Parse(assessment.Profile)!;
                lines.Add(
                    (
                        occasion,
                        organisation.Id,
                        new Line(
                            organisation.Slug,
                            organisation.Name,
                            occasion.Key,
                            after.ScoredCount,
                            after.Sum,
                            answers.Count(a => a.Comment is not null),
                            replaces,
                            was.Before(after)
                        )
                    )
                );
            }

            if (request.Preview)
            {
                db.ChangeTracker.Clear();
            }
            else if (request.Basis is { Length: > 0 } seen && seen != basis && changes > 0)
            {
                return Refusal.Conflict("ImportStale");
            }
            else
            {
                await ImportLetters.TellAsync(
                    letters,
                    caller,
                    cohort,
                    [.. lines.Where(l => l.Line.Before is not null).Select(l => (l.Organisation, l.Line))],
                    ct
                );
                await db.SaveChangesAsync(ct);
                await PublishFigures.PublishAsync(db, caller.Network!.MinimumCell, instruments, cohort.Id, now, ct);
            }

            return new Imported(
                content.Value.Answers.Count,
                [.. lines.OrderBy(l => l.Line.Name, NameOrder.Swedish).ThenBy(l => l.Occasion.Ordinal).Select(l => l.Line)],
                SamplesOf(content.Value.Answers),
                content.Value.Sheets,
                content.Value.PassedOver,
                [.. given.Select(g => g.Key.Occasion).Distinct().Where(o => o.OpensAt > now).Select(o => o.Key)],
                basis
            );
        }

        private async Task<Outcome<AnswerSheet.Content>> ReadAsync(
            Command request,
            Cohort cohort,
            Instrument instrument,
            CancellationToken ct
        )
        {
            var organisations = await (
                from o in db.Organisations
                join p in db.Participations.Where(p => p.CohortId == cohort.Id) on o.Id equals p.OrganisationId into takes
                from p in takes.DefaultIfEmpty()
                select new SheetOrganisation(o.Id, o.Slug, o.Code, o.Name, p != null, p != null && p.WithdrawnAt != null)
            ).ToListAsync(ct);
            var names = new SheetNames(organisations, cohort.Occasions, instrument);
            if (request.Occasion is { Length: > 0 } chosen && names.Occasion(chosen) is null)
            {
                return Refusal.Invalid("ImportOccasionMissing", "occasion", AnswerSheet.NamesOf(cohort.Occasions));
            }

            var encoding = string.IsNullOrEmpty(request.Encoding) ? null : request.Encoding;
            var tables = await Sheets.ReadAsync(
                request.File,
                new SheetReading(
                    Limits.ImportRows,
                    rows => AnswerLayout.Fits(rows, names),
                    encoding,
                    organisations.Select(o => o.Name).Concat(AnswerColumns.ColumnByName.Keys)
                ),
                ct
            );
            return !tables.Ok
                ? Outcome<AnswerSheet.Content>.Refused(tables.Refusals)
                : AnswerSheet.Read(
                    tables.Value,
                    names,
                    cohort.Occasions,
                    instrument,
                    string.IsNullOrEmpty(request.Occasion) ? null : request.Occasion
                );
        }

        /// <summary>
        /// What a sheet has no column for stays as it was: above all, a comment kept inside the organisation is not shared by it.
        /// </summary>
        private static GivenAnswer Given(SheetAnswer answer, ConsensusScore? there) =>
            there?.Score == answer.Score
                ? new GivenAnswer(
                    answer.Step,
                    answer.Score,
                    answer.Comment,
                    there?.Target,
                    there?.Cause,
                    there?.CauseText,
                    there?.Shared ?? true
                )
                : new GivenAnswer(answer.Step, answer.Score, answer.Comment, there?.Target, Shared: there?.Shared ?? true);

        private static IReadOnlyList<Sample> SamplesOf(IReadOnlyList<SheetAnswer> answers)
        {
            const int most = 5;
            return
            [
                .. answers
                    .OrderByDescending(a =>
                        (a.Comment ?? "").Any(c => c >= 0x80) ? 2
                        : a.Comment is not null ? 1
                        : 0
                    )
                    .Take(most)
                    .OrderBy(a => a.Row)
                    .Select(a => new Sample(a.Row, a.Organisation.Name, a.Occasion.Key, a.Step, a.Score, a.Comment)),
            ];
        }
    }
}
