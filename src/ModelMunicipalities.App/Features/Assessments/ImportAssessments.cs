using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Assessments;

namespace ModelMunicipalities.App.Features.Assessments;

/// <summary>
/// Takes in common answers that organisations agreed on elsewhere, from a spreadsheet: all of it or nothing. An
/// organisation's occasion where nothing is scored is passed over, so that an unfilled part of a form locks nobody out.
/// </summary>
public static class ImportAssessments
{
    /// <param name="Cohort">The cohort's slug.</param>
    /// <param name="File">CSV or XLSX, as it was sent.</param>
    /// <param name="Preview">True to be told what would be done, and save nothing.</param>
    public sealed record Command(string Cohort, byte[] File, bool Preview = false) : IUse<Imported>, IRequireCoordinator;

    /// <param name="Rows">How many rows with answers the file has.</param>
    /// <param name="Assessments">What was made of them, or would be.</param>
    public sealed record Imported(int Rows, IReadOnlyList<Line> Assessments);

    /// <param name="Organisation">The organisation's slug.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Occasion">The occasion's key.</param>
    /// <param name="Scored">How many steps have a score.</param>
    /// <param name="Sum">Their sum.</param>
    /// <param name="Replaces">True when the organisation had begun or submitted there already.</param>
    public sealed record Line(string Organisation, string Name, string Occasion, int Scored, int Sum, bool Replaces);

    internal sealed class Handler(AppDb db, Caller caller, InstrumentCatalogue instruments, TimeProvider time) : IRequestHandler<Command, Outcome<Imported>>
    {
        public async Task<Outcome<Imported>> Handle(Command request, CancellationToken ct)
        {
            var cohort = await db.Cohorts.Include(c => c.Occasions).AsNoTracking().SingleOrDefaultAsync(c => c.Slug == request.Cohort, ct);
            if (cohort is null)
            {
                return Refusal.NotFound();
            }

            if (cohort.ClosedAt is not null)
            {
                return Refusal.Conflict("CohortClosed");
            }

            var rows = Sheets.Read(request.File, Limits.ImportRows);
            if (!rows.Ok)
            {
                return Outcome<Imported>.Refused(rows.Refusals);
            }

            var instrument = instruments[cohort.Instrument];
            var organisations = await (
                from o in db.Organisations
                join p in db.Participations.Where(p => p.CohortId == cohort.Id) on o.Id equals p.OrganisationId into takes
                from p in takes.DefaultIfEmpty()
                select new SheetOrganisation(o.Id, o.Slug, o.Code, o.Name, p != null, p != null && p.WithdrawnAt != null)).ToListAsync(ct);
            var answers = AnswerSheet.Read(rows.Value, organisations, cohort.Occasions, instrument);
            if (!answers.Ok)
            {
                return Outcome<Imported>.Refused(answers.Refusals);
            }

            var given = answers.Value.GroupBy(a => (a.Organisation, a.Occasion)).Where(g => g.Any(a => a.Score is not null)).OrderBy(g => g.Key.Occasion.Ordinal).ToList();
            if (given.Count == 0)
            {
                return Refusal.Invalid("ImportNoScores", "file");
            }

            var named = given.Select(g => g.Key.Organisation.Id).Distinct().ToList();
            var there = await db.Assessments
                .Include(a => a.Consensus)
                .Where(a => a.CohortId == cohort.Id && named.Contains(a.OrganisationId))
                .ToDictionaryAsync(a => (a.OrganisationId, a.OccasionId), ct);

            var now = time.GetUtcNow();
            var lines = new List<(int Ordinal, Line Line)>();
            foreach (var group in given)
            {
                var (organisation, occasion) = group.Key;
                var replaces = there.TryGetValue((organisation.Id, occasion.Id), out var assessment);
                if (assessment is null)
                {
                    db.Assessments.Add(assessment = new Assessment { CohortId = cohort.Id, OrganisationId = organisation.Id, OccasionId = occasion.Id, Instrument = instrument.Key });
                    there.Add((organisation.Id, occasion.Id), assessment);
                }

                // Occasions are taken in order, so that one before this in the same file counts as submitted.
                var previous = cohort.Occasions.Where(o => o.Ordinal < occasion.Ordinal).OrderByDescending(o => o.Ordinal)
                    .Select(o => there.GetValueOrDefault((organisation.Id, o.Id)))
                    .FirstOrDefault(a => a?.SubmittedAt is not null && a.Instrument == instrument.Key);
                var before = Profile.Parse(assessment.Profile);
                var refusals = assessment.Import(
                    [.. group.OrderBy(a => a.Step).Select(a => Given(a, assessment.Consensus.Find(c => c.Step == a.Step)))],
                    Profile.Parse(previous?.Profile),
                    instrument,
                    new ScoringWindow(occasion.OpensAt, occasion.StartsAt, cohort.ClosedAt is not null),
                    caller.PersonId,
                    now);
                if (refusals.Count > 0)
                {
                    return refusals.ToList();
                }

                var after = Profile.Parse(assessment.Profile)!;
                var scored = after.Scores.Count(s => s is not null);
                db.Trail("AssessmentImported", now, organisation.Id, occasion.Id, SubmitAssessment.WhatMoved(before, assessment.Profile) is { Length: > 0 } moved ? moved : $"{scored}");
                lines.Add((occasion.Ordinal, new Line(organisation.Slug, organisation.Name, occasion.Key, scored, after.Sum, replaces)));
            }

            if (request.Preview)
            {
                db.ChangeTracker.Clear();
            }
            else
            {
                await db.SaveChangesAsync(ct);
            }

            return new Imported(answers.Value.Count, [.. lines.OrderBy(l => l.Line.Name, StringComparer.CurrentCulture).ThenBy(l => l.Ordinal).Select(l => l.Line)]);
        }

        /// <summary>What a sheet has no column for stays as it was: above all, a comment kept inside the organisation is not shared by it.</summary>
        private static GivenAnswer Given(SheetAnswer answer, ConsensusScore? there) => there?.Score == answer.Score
            ? new GivenAnswer(answer.Step, answer.Score, answer.Comment, there?.Target, there?.Cause, there?.CauseText, there?.Shared ?? true)
            : new GivenAnswer(answer.Step, answer.Score, answer.Comment, there?.Target, Shared: there?.Shared ?? true);
    }

    public static void Map(IEndpointRouteBuilder cohort) =>
        cohort.MapPost("/imports/assessments", async (string cohort, bool? preview, HttpRequest request, IMediator mediator, Show show, CancellationToken ct) =>
            {
                var file = await ReadFileAsync(request, ct);
                return file.Ok
                    ? (await mediator.Send(new Command(cohort, file.Value, preview ?? false), ct)).Answer(show)
                    : Answers.Refuse(file.Refusals, show);
            })
            .WithTags("Assessments")
            .WithSummary("Takes in submitted scores from CSV or XLSX with the columns organisation, occasion, step, score and comment: all or nothing. "
                + "With preview=true, tells what would be done and saves nothing. The coordinator's act.")
            .Accepts<IFormFile>(Sheets.CsvType, Sheets.XlsxType, "multipart/form-data")
            .Produces<Imported>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Outcome<byte[]>> ReadFileAsync(HttpRequest request, CancellationToken ct)
    {
        using var file = new MemoryStream();
        if (!request.HasFormContentType)
        {
            await request.Body.CopyToAsync(file, ct);
            return file.ToArray();
        }

        try
        {
            if ((await request.ReadFormAsync(ct)).Files is not [var only])
            {
                return Refusal.Invalid("ImportOneFile", "file");
            }

            await only.CopyToAsync(file, ct);
            return file.ToArray();
        }
        catch (Exception e) when (e is InvalidDataException or IOException and not BadHttpRequestException)
        {
            return Refusal.Invalid("ImportOneFile", "file");
        }
    }
}
