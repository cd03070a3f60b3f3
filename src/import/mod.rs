//! Reading HTML, PDF, DOCX, HWP, HWPX, XLSX, CSV and text into documents of `data/`.
