/** The grammar of the strips; everything else is labelled on its line. */
export function Legend() {
  return (
    <ul className="legend" aria-label="Legend">
      <li>
        <svg width="18" height="10" aria-hidden="true">
          <path d="M0 5h18" className="legend-measured" />
        </svg>
        measured
      </li>
      <li>
        <svg width="18" height="10" aria-hidden="true">
          <path d="M0 5h18" className="legend-expected" />
        </svg>
        expected
      </li>
      <li>
        <svg width="18" height="10" aria-hidden="true">
          <rect width="18" height="10" className="legend-band" />
        </svg>
        90 % band
      </li>
      <li>
        <svg width="14" height="10" aria-hidden="true">
          <rect width="14" height="10" fill="url(#hatch)" />
        </svg>
        gap
      </li>
    </ul>
  );
}
